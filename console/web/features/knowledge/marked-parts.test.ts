import { expect, it } from 'vitest';
import { markedParts } from './marked-parts.ts';

it('keeps the whole text, in parts', () => {
  const text = 'The money is back.';
  const parts = markedParts({
    text,
    marks: [
      { start: 4, end: 9 },
      { start: 13, end: 17 },
    ],
  });
  expect(parts.map((part) => part.text).join('')).toBe(text);
  expect(parts.filter(({ isMarked }) => isMarked).map((part) => part.text)).toEqual(['money', 'back']);
  expect(markedParts({ text, marks: [] })).toEqual([{ at: 0, text, isMarked: false }]);
});
