import { expect, it } from 'vitest';
import { marksIn } from './marks.ts';

const marked = (text: string, ...quotes: string[]) =>
  marksIn(text, quotes)
    .map(({ text: part, isMarked }) => (isMarked ? `[${part}]` : part))
    .join('');

it.each([
  ['nothing', 'Hello there.', [], 'Hello there.'],
  ['what is quoted', 'Hello there.', ['there'], 'Hello [there].'],
  ['the first of two that overlap', 'Hello there.', ['lo there', 'there.'], 'Hel[lo there].'],
  ['nothing that this person is not told', 'Hello there.', ['Grace', ''], 'Hello there.'],
  ['all of it', 'Hello', ['Hello'], '[Hello]'],
  ['in the order of the text', 'a b c', ['c', 'a'], '[a] b [c]'],
])('marks %s, and loses no character', (_, text, quotes, expected) => {
  expect(marked(text, ...quotes)).toBe(expected);
});
