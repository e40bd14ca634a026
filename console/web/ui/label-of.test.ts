import { expect, it } from 'vitest';
import { labelOf } from './label-of.ts';

it.each([
  ['dormantAfterWeeks', 'Dormant after weeks'],
  ['revenueUsd', 'Revenue USD'],
  ['NOT_BEFORE', 'Not before'],
  ['missionId', 'Mission ID'],
])('%s reads %s', (name, label) => {
  expect(labelOf(name)).toBe(label);
});
