import { expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import type { Finding } from '../domain/recommendation.ts';
import { dismissRecommendation } from './dismiss-recommendation.ts';
import { listRecommendations } from './list-recommendations.ts';
import { recordFindings } from './record-findings.ts';

const tables = openMemory();

const START = new Date('2026-04-04T10:00:00Z');

const halve = (to: number, evidence = 'Some bounced.'): Finding => ({
  kind: 'deliverability',
  cause: 'bounces',
  sentence: 'Send less.',
  evidence,
  change: { setting: 'dailyBudget', from: 1000, to },
});

function world(workspace: string) {
  let now = START;
  const { recommendations } = stores(tables);
  const deps = { recommendations, clock: { now: () => now } };
  return {
    deps,
    pass: (ms: number) => {
      now = addMs(now, ms);
    },
    find: (finding: Finding, missionId = newId('m', now)) =>
      recordFindings(recommendations, [finding], { workspace, missionId, now }, 'c'),
    all: async () =>
      (await listRecommendations(deps, workspace, { limit: 20 })).recommendations.map(
        ({ state, count, change, evidence }) => ({ state, count, to: 'to' in change && change.to, evidence }),
      ),
    dismiss: async (by: string) => {
      const { recommendations: open } = await listRecommendations(deps, workspace, {
        limit: 20,
        state: 'open',
      });
      return dismissRecommendation(deps, {
        workspace,
        id: String(open[0]?.id),
        reason: 'No.',
        cause: { actor: { kind: 'user', id: by }, correlationId: 'd' },
      });
    },
    told: async () =>
      tables.database
        .everything('events')
        .filter(({ pk }) => String(pk).startsWith(`W#${workspace}#RECOMMENDATION#`))
        .map(({ name, sequence }) => `${name} ${sequence}`)
        .toSorted(),
  };
}

it('one finding makes one recommendation, even when it is found repeatedly and concurrently', async () => {
  const { find, all, told } = world('once');
  const mission = newId('m', START);
  await Promise.all([find(halve(500), mission), find(halve(500), mission), find(halve(500))]);
  await find(halve(500, 'More bounced.'));
  expect(await all()).toEqual([{ state: 'open', count: 3, to: 500, evidence: 'More bounced.' }]);
  expect(await told()).toEqual([
    'recommendation.made 1',
    'recommendation.repeated 2',
    'recommendation.repeated 3',
  ]);
});

it('a cause has one open recommendation: newer numbers supersede older ones, and older ones may come back', async () => {
  const { find, all, told, pass } = world('cause');
  await Promise.all([100, 200, 300, 400].map((to) => find(halve(to))));
  expect((await all()).filter(({ state }) => state === 'open')).toHaveLength(1);
  pass(DAY);
  await find(halve(100));
  expect((await all()).map(({ state, to }) => [state, to]).toSorted()).toEqual([
    ['open', 100],
    ['superseded', 200],
    ['superseded', 300],
    ['superseded', 400],
  ]);
  const names = (await told()).map((each) => each.split(' ')[0]);
  expect(names.filter((name) => name === 'recommendation.superseded').length).toBeGreaterThanOrEqual(3);
});

it('a dismissed cause stays silent for 30 days, whatever the numbers say', async () => {
  const { deps, find, all, pass, dismiss } = world('silent');
  await find(halve(500));
  const { id } = await dismiss('ann');
  await find(halve(500));
  await find(halve(250));
  expect((await all()).map(({ state, count }) => [state, count])).toEqual([['dismissed', 1]]);
  const again = (by: string, workspace = 'silent') =>
    dismissRecommendation(deps, {
      workspace,
      id,
      reason: undefined,
      cause: { actor: { kind: 'user', id: by }, correlationId: 'd' },
    });
  expect(await again('ann')).toMatchObject({ state: 'dismissed', version: 2 });
  await expect(again('ben')).rejects.toMatchObject({ code: 'CONFLICT' });
  await expect(again('ann', 'other')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  pass(31 * DAY);
  await find(halve(500));
  expect((await all()).map(({ state, count }) => [state, count])).toEqual([['open', 2]]);
});
