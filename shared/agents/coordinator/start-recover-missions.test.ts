import { expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { DEFAULT_THRESHOLDS, decide } from '../../decisions/domain/decide.ts';
import type { FactsOf } from '../../decisions/domain/situations.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { newId } from '../../kernel/ids.ts';
import { openStep } from '../../missions/app/mission-steps.ts';
import type { MissionMessage } from '../../missions/contract/messages.ts';
import { type Mission, missionSchema } from '../../missions/domain/mission.ts';
import { startRecoverMissions } from './start-recover-missions.ts';

const tables = openMemory();

const START = new Date('2026-04-04T10:00:00Z');

function world(workspace: string) {
  let now = START;
  const queued: MissionMessage[] = [];
  const { missions } = stores(tables);
  const deps = {
    missions,
    queue: { send: async (messages: readonly MissionMessage[]) => void queued.push(...messages) },
    tokens: { succeed: async () => true, fail: async () => true },
    clock: { now: () => now },
  };
  const mission = (change: Record<string, unknown>): Mission =>
    missionSchema.parse({
      workspace,
      id: newId('m', now),
      version: 1,
      type: 'lead_reactivation',
      name: 'a mission',
      state: 'ESCALATED',
      priority: 50,
      params: {},
      reason: '',
      attempt: 1,
      failures: 3,
      correlationId: 'c',
      createdAt: now.toISOString(),
      createdBy: 'somebody',
      updatedAt: now.toISOString(),
      ...change,
    });
  return {
    deps,
    queued,
    pass: (ms: number) => {
      now = addMs(now, ms);
    },
    async failed(facts: Partial<FactsOf<'failure'>>, change: Record<string, unknown> = {}): Promise<string> {
      const base = {
        state: 'EXECUTING',
        failures: 3,
        maxFailures: 3,
        kind: 'transient',
        rateLimited: false,
        error: 'x',
        approval: 'none',
      };
      const context = { id: '00000002r', now, stopwatch: () => 0 };
      const decision = decide(context, 'failure', { ...base, ...facts }, DEFAULT_THRESHOLDS);
      return (await missions.create(mission(change), { decisions: [decision] })).id;
    },
    async recover(params: object = {}): Promise<Record<string, unknown>> {
      const by = await missions.create(mission({ type: 'error_recovery', state: 'EXECUTING', params }), {});
      const ref = { workspace, missionId: by.id, name: 'recover-missions' };
      await startRecoverMissions(deps, by, await openStep(deps, ref, 'token'));
      return (await missions.getStep(workspace, by.id, 'recover-missions'))?.result ?? {};
    },
    state: async (id: string) => (await missions.get(workspace, id))?.state,
  };
}

it('retries a mission with a temporary failure once a day, and leaves one with a permanent failure alone', async () => {
  const { deps, queued, failed, recover, state, pass } = world('recover');
  const passing = await failed({});
  const hopeless = await failed({ kind: 'permanent', failures: 1 });
  expect(await recover()).toMatchObject({ looked: 2, retried: 1, left: 1, tried: [passing] });
  expect([await state(passing), await state(hopeless)]).toEqual(['QUEUED', 'ESCALATED']);
  expect(queued).toEqual([{ kind: 'dispatch', workspace: 'recover', missionId: passing }]);
  // It fails again the same day: now it is a person's, until a day has passed.
  const again = await deps.missions.get('recover', passing);
  await deps.missions.save({ ...again!, state: 'ESCALATED' });
  expect(await recover()).toMatchObject({ retried: 0, left: 2 });
  pass(DAY);
  expect(await recover()).toMatchObject({ retried: 1 });
});

it('a dry run retries nothing, and looks only at the mission that was named', async () => {
  const { failed, recover, state } = world('dry');
  const [first, second] = [await failed({}), await failed({})];
  expect(await recover({ missionId: second, dryRun: true })).toMatchObject({ looked: 1, tried: [second] });
  expect([await state(first), await state(second)]).toEqual(['ESCALATED', 'ESCALATED']);
});
