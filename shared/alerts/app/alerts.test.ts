import { beforeAll, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { systemClock } from '../../kernel/clock.ts';
import { alertStores } from '../adapters/stores.ts';
import { listAlerts } from './list-alerts.ts';
import { type RaiseAlertDeps, raiseAlert } from './raise-alert.ts';
import { settleAlert } from './settle-alert.ts';

const tables = openMemory();
let deps: RaiseAlertDeps;
beforeAll(async () => {
  deps = { alerts: alertStores(tables).alerts, clock: systemClock };
});

const raised = (workspace: string, cause: string, severity: 'warning' | 'critical' = 'warning') =>
  ({
    workspace,
    type: 'test',
    severity,
    title: 'Something is wrong',
    message: 'Look.',
    evidence: {},
    cause,
  }) as const;
const ann = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
const ben = { actor: { kind: 'user', id: 'ben' }, correlationId: 'c' } as const;

it('is raised once for a cause, even by many callers at once', async () => {
  await Promise.all(Array.from({ length: 4 }, () => raiseAlert(deps, raised('acme', 'disk'))));
  const last = await raiseAlert(deps, raised('acme', 'disk', 'critical'));
  expect(last).toMatchObject({ count: 5, severity: 'critical', state: 'open' });
  expect((await listAlerts(deps, 'acme', { limit: 10 })).alerts).toHaveLength(1);
  expect((await listAlerts(deps, 'other', { limit: 10 })).alerts).toEqual([]);
  const told = tables.database.everything('events').filter(({ pk }) => pk === `W#acme#ALERT#${last.id}`);
  expect(told.map(({ sequence }) => sequence)).toEqual([1, 2, 3, 4, 5]);
  expect(new Set(told.map(({ channel }) => channel))).toEqual(new Set(['errors']));
});

it('counts an occasion once, however often it is told, and also when it was resolved meanwhile', async () => {
  const tell = (occasion: string) => raiseAlert(deps, { ...raised('told', 'complaint'), occasion });
  await Promise.all([tell('ann'), tell('ann'), tell('ben'), tell('ann')]);
  const { id, count } = await tell('ben');
  expect(count).toBe(2);
  await settleAlert(deps, { workspace: 'told', id, outcome: 'resolved', cause: ann });
  expect(await tell('ann')).toMatchObject({ id, state: 'resolved', count: 2 });
  expect(await tell('cem')).toMatchObject({ state: 'open', count: 1 });
  const { alerts } = await listAlerts(deps, 'told', { limit: 10 });
  expect(alerts.map((each) => each.count)).toEqual([1, 2]);
});

it('is acknowledged and resolved once by a person; afterwards the same cause raises a new alert', async () => {
  const { id } = await raiseAlert(deps, raised('settled', 'disk'));
  const settle = (outcome: 'acknowledged' | 'resolved', cause: typeof ann | typeof ben = ann) =>
    settleAlert(deps, { workspace: 'settled', id, outcome, cause });
  expect(await settle('acknowledged')).toMatchObject({ acknowledgedBy: 'ann' });
  expect(await settle('acknowledged')).toMatchObject({ version: 2 });
  await expect(settle('acknowledged', ben)).rejects.toMatchObject({ code: 'CONFLICT' });
  expect(await raiseAlert(deps, raised('settled', 'disk'))).toMatchObject({ id, state: 'acknowledged' });
  expect(await settle('resolved')).toMatchObject({ resolvedBy: 'ann', count: 2 });
  await expect(settle('acknowledged')).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(settle('resolved', ben)).rejects.toMatchObject({ code: 'CONFLICT' });
  const next = await raiseAlert(deps, raised('settled', 'disk'));
  expect(next).toMatchObject({ count: 1, state: 'open' });
  expect(next.id).not.toBe(id);
  const open = await listAlerts(deps, 'settled', { limit: 10, state: 'open' });
  expect(open.alerts.map((alert) => alert.id)).toEqual([next.id]);
  const foreign = { workspace: 'other', id, outcome: 'resolved', cause: ann } as const;
  await expect(settleAlert(deps, foreign)).rejects.toMatchObject({ code: 'NOT_FOUND' });
});
