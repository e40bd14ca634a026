import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { sampleMission } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { addMs, DAY, HOUR } from '../../kernel/clock.ts';
import { REX } from '../../kernel/events.ts';
import { newId } from '../../kernel/ids.ts';
import { moveMission } from '../../missions/app/move-mission.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { reviewIdle } from './review-idle.ts';

let aws: TestAws;
let reads = 0;
beforeAll(async () => {
  aws = await startTestAws();
  aws.records.client.middlewareStack.add(
    (next) => async (args) => {
      reads += 1;
      return next(args);
    },
    { step: 'initialize', name: 'count' },
  );
});
afterAll(() => aws?.stop());

const START = new Date('2026-04-04T01:00:00Z');

async function world(workspace: string, settings: object = {}) {
  let now = START;
  const queued: MissionMessage[] = [];
  const deps = {
    ...stores(aws),
    queue: { send: async (messages: readonly MissionMessage[]) => void queued.push(...messages) },
    clock: { now: () => now },
  };
  const record = settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.example',
    ...settings,
  });
  await deps.workspaces.save({ workspace, version: 1, settings: record }, 'absent', []);
  const complete = async (mission: Mission): Promise<void> => {
    await moveMission(deps.missions, mission, 'complete', { now, actor: REX });
  };
  return {
    pass: (ms: number) => {
      now = addMs(now, ms);
    },
    ask: () => reviewIdle(deps, workspace, 'tick'),
    async end(type: Mission['type'] = 'lead_reactivation'): Promise<void> {
      const mission = sampleMission({ workspace, id: newId('m', now), type, state: 'OPTIMIZING' });
      await complete(await deps.missions.create(mission, {}));
    },
    reviews: async () =>
      (await deps.missions.list(workspace, { type: 'performance_optimization', limit: 20 })).missions,
    /** The reviews that wait have been done. */
    async doReviews(): Promise<void> {
      const { missions: waiting } = await deps.missions.list(workspace, { state: 'QUEUED', limit: 20 });
      for (const mission of waiting)
        await complete(await deps.missions.save({ ...mission, state: 'OPTIMIZING' }));
    },
    decisions: (mission: Mission) => deps.missions.decisions(workspace, mission.id),
    queued,
  };
}

it('results of missions are reviewed once after a day without a run, and the decision is stored with its facts', async () => {
  const { end, ask, pass, reviews, decisions, queued } = await world('quiet');
  expect(await ask()).toBe(false);
  await end();
  await end();
  pass(23 * HOUR);
  expect(await ask()).toBe(false);
  pass(HOUR);
  await Promise.all([ask(), ask(), ask()]);
  pass(2 * HOUR);
  await ask();
  const made = await reviews();
  expect(made).toMatchObject([{ state: 'QUEUED', createdBy: 'rex', params: { days: 90, dryRun: false } }]);
  expect(queued).toContainEqual({ kind: 'dispatch', workspace: 'quiet', missionId: made[0]?.id });
  expect(await decisions(made[0]!)).toMatchObject([
    {
      situation: 'idle',
      layer: 'rules',
      rule: 'IdleOptimizationRule',
      action: 'optimize',
      subject: made[0]?.id,
      facts: { idleHours: 24, daysSinceReview: null, endedMissions: 2 },
      thresholds: { idleAfterHours: 24, reviewEveryDays: 30 },
    },
  ]);
});

it('reviewed results are not reviewed again, and new ones only as often as the settings allow', async () => {
  const { end, ask, pass, reviews, doReviews } = await world('again', { rules: { reviewEveryDays: 7 } });
  await end();
  pass(2 * DAY);
  expect(await ask()).toBe(true);
  await doReviews();
  pass(20 * DAY);
  const before = reads;
  expect(await ask()).toBe(false);
  expect(reads - before).toBe(1);
  await end();
  await end('error_recovery');
  pass(2 * DAY);
  expect(await ask()).toBe(true);
  await doReviews();
  pass(HOUR);
  await end();
  pass(3 * DAY);
  expect(await ask()).toBe(false);
  pass(4 * DAY);
  expect(await ask()).toBe(true);
  expect(await reviews()).toHaveLength(3);
});

let count = 0;
it.each([
  ['a workspace that does not want it', { reviewWhenIdle: false }, 'lead_reactivation'],
  ['a workspace that is paused', { paused: true }, 'lead_reactivation'],
  ['missions that sent nothing', {}, 'domain_rotation'],
] as const)('%s: left alone', async (_, settings, type) => {
  count += 1;
  const { end, ask, pass, reviews } = await world(`alone${count}`, settings);
  await end(type);
  pass(3 * DAY);
  expect(await ask()).toBe(false);
  expect(await reviews()).toEqual([]);
});
