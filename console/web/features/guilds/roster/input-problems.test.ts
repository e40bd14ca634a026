import { expect, it } from 'vitest';
import { inputProblems } from './input-problems.ts';

it('names fields as the form does', () => {
  expect(inputProblems([{ path: 'body.input.steps.0.name', message: 'is too long' }], null)).toEqual([
    { path: 'steps.0.name', message: 'is too long' },
  ]);
});

it.each([
  [
    'input.items.0.reach is missing: rice needs reach, impact.',
    'items.0.reach',
    'is missing: rice needs reach, impact.',
  ],
  ['input.steps.1.after: there is no step "x".', 'steps.1.after', 'there is no step "x".'],
  ['payload.input.about: is too short.', 'about', 'is too short.'],
])('%s', (error, path, message) => {
  expect(inputProblems([], error)).toEqual([{ path, message }]);
});

it('takes no other reason for one of a field', () => {
  expect(inputProblems([], 'Finding ideas needs a language model.')).toEqual([]);
});
