import { expect, it } from 'vitest';
import { remember } from './remember.ts';

it('works once for each text, until there are too many', () => {
  const asked: string[] = [];
  const shout = remember(2, (text) => {
    asked.push(text);
    return text.toUpperCase();
  });
  expect(['a', 'b', 'a', 'b'].map(shout)).toEqual(['A', 'B', 'A', 'B']);
  expect(asked).toEqual(['a', 'b']);
  expect(['c', 'c', 'a'].map(shout)).toEqual(['C', 'C', 'A']);
  expect(asked).toEqual(['a', 'b', 'c', 'a']);
});

it('remembers an answer that is undefined, and no failure', () => {
  let asked = 0;
  const look = remember(2, (text): undefined => {
    asked++;
    if (text === 'bad') throw new Error('no');
    return undefined;
  });
  look('x');
  look('x');
  expect(asked).toBe(1);
  expect(() => look('bad')).toThrow('no');
  expect(() => look('bad')).toThrow('no');
  expect(asked).toBe(3);
});
