import { describe, expect, it } from 'vitest';
import { editDistance, nearest } from './nearest.ts';

describe('editDistance', () => {
  it.each([
    ['', '', 0],
    ['abc', '', 3],
    ['kitten', 'sitting', 3],
    ['demo', 'dmeo', 1],
    ['list', 'lst', 1],
  ])('%j to %j is %d', (a, b, distance) => {
    expect(editDistance(a, b)).toBe(distance);
    expect(editDistance(b, a)).toBe(distance);
  });
});

describe('nearest', () => {
  const options = ['json', 'help', 'state', 'limit', 'leads', 'orders'];
  it.each([
    ['jsn', 'json'],
    ['limt', 'limit'],
    ['lead', 'leads'],
    ['oders', 'orders'],
  ])('guesses %s', (typed, meant) => expect(nearest(typed, options)).toBe(meant));

  it('suggests nothing that is too different', () => expect(nearest('frobnicate', options)).toBeUndefined());
});
