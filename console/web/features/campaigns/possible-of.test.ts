import { expect, it } from 'vitest';
import { possibleOf } from './possible-of.ts';

const id = `mv_${'1'.repeat(26)}`;
const may = (
  state: Parameters<typeof possibleOf>[0]['state'],
  attempt = 0,
  dependsOn: readonly string[] = [],
) =>
  Object.entries(possibleOf({ id, state, attempt }, [{ dependsOn: [...dependsOn] }]))
    .filter(([, is]) => is)
    .map(([what]) => what);

it('is what the states of a move allow', () => {
  expect(may('planned')).toEqual(['edit', 'cancel', 'remove']);
  expect(may('started', 1)).toEqual(['complete', 'cancel']);
  expect(may('failed', 1)).toEqual(['complete', 'retry', 'cancel']);
  expect(may('cancelled', 1)).toEqual(['retry']);
  expect(may('done', 1)).toEqual([]);
});

it('removes no move that another waits for', () => {
  expect(may('planned', 0, [id])).toEqual(['edit', 'cancel']);
});
