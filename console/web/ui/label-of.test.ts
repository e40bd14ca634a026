import { expect, it } from 'vitest';
import { labelOf, pathLabel } from './label-of.ts';

it.each([
  ['dormantAfterWeeks', 'Dormant after weeks'],
  ['revenueUsd', 'Revenue USD'],
  ['NOT_BEFORE', 'Not before'],
  ['missionId', 'Mission ID'],
  ['MISSING_EMAIL', 'Missing e-mail'],
  ['icp_extraction', 'ICP extraction'],
])('%s reads %s', (name, label) => {
  expect(labelOf(name)).toBe(label);
});

it.each([
  ['body.timeZone', 'Time zone'],
  ['body.inboxes.0.dailyCap', 'Inboxes, 1, Daily cap'],
  ['timeZone', 'Time zone'],
])('says of a problem at %s that it is at %s', (path, label) => {
  expect(pathLabel(path)).toBe(label);
});
