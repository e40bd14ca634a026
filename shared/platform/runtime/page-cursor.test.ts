import { expect, it } from 'vitest';
import { type ListAsked, markCursor, unmarkCursor } from './page-cursor.ts';

const asked: ListAsked = {
  workspace: 'acme',
  operationId: 'listThings',
  params: undefined,
  query: { limit: 25, state: 'open' },
  body: undefined,
};
const cursorOf = (of: ListAsked) =>
  (markCursor(of, { things: [], cursor: 'abc' }) as { cursor: string }).cursor;
const taken = (of: ListAsked, cursor: string) =>
  (unmarkCursor({ ...of, query: { ...(of.query as object), cursor } }).query as { cursor: string }).cursor;

it('a cursor continues where its own list ended, with any page length', () => {
  expect(taken(asked, cursorOf(asked))).toBe('abc');
  expect(taken({ ...asked, query: { state: 'open', limit: 5 } }, cursorOf(asked))).toBe('abc');
  expect(markCursor(asked, { things: [], cursor: null })).toEqual({ things: [], cursor: null });
});

it.each([
  ['another workspace', { ...asked, workspace: 'other' }],
  ['another list', { ...asked, operationId: 'listOthers' }],
  ['the same list with other filters', { ...asked, query: { limit: 25, state: 'done' } }],
  ['the list of another thing', { ...asked, params: { id: 't_2' } }],
])('of %s is refused by name', (_, other) => {
  expect(() => taken(asked, cursorOf(other))).toThrow(
    expect.objectContaining({
      code: 'VALIDATION_FAILED',
      fields: [{ path: 'query.cursor', message: 'is not a cursor of this list' }],
    }),
  );
});

it.each(['', 'x', 'abc', '.', '..........', 'abc.0000000000'])(
  'an invalid cursor is refused: %s',
  (cursor) => {
    expect(() => taken(asked, cursor)).toThrow('The cursor is not one that this list gave out.');
  },
);
