import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { newPool, type Pool } from '../../shared/domains/domain/pool.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import { addMs } from '../../shared/kernel/clock.ts';
import { REX } from '../../shared/kernel/events.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { cancelMission } from '../../shared/missions/app/cancel-mission.ts';
import { assignWaiting, dispatchMission } from '../../shared/missions/app/dispatch-mission.ts';
import { releaseResources } from '../../shared/missions/app/hold-resources.ts';
import { moveMission } from '../../shared/missions/app/move-mission.ts';
import { planMission } from '../../shared/missions/app/plan-mission.ts';
import { sweepMissions } from '../../shared/missions/app/sweep-missions.ts';
import type { MissionMessage } from '../../shared/missions/contract/messages.ts';
import { type Mission, type MissionChange, missionSchema } from '../../shared/missions/domain/mission.ts';
import { isTerminal } from '../../shared/missions/domain/states.ts';
import { RecordTable } from '../../shared/platform/adapters/dynamodb/table.ts';
import {
  approvalHooks,
  overdueHook,
  redraftHook,
  sendingHooks,
} from '../../shared/review/app/mission-hooks.ts';
import { settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import type { TestAws } from './aws.ts';
import { stores } from './stores.ts';

const SETTINGS = settingsSchema.parse({
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
});

const DEATH = 'the process dies here';

/**
 * Dispatch, sweep and cancel over a real database. A worker may be given a number of calls to the outside that it
 * lives for: the next one kills it, so that every boundary between two effects can be its last.
 */
export async function dispatchWorld(aws: TestAws, start: Date) {
  const endpoint = await aws.dynamodb.config.endpoint?.();
  const url = endpoint && `${endpoint.protocol}//${endpoint.hostname}:${endpoint.port}`;
  let now = start;
  let queue: MissionMessage[] = [];
  const executions = new Set<string>();
  let calls = 0;

  function worker(livesFor = Number.POSITIVE_INFINITY) {
    let left = livesFor;
    const live = (): void => {
      if (left-- <= 0) throw new Error(DEATH);
    };
    const client = new DynamoDBClient({
      region: 'us-east-1',
      credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
      ...(url ? { endpoint: url } : {}),
      maxAttempts: 1,
    });
    client.middlewareStack.add(
      (next) => async (args) => {
        live();
        calls++;
        return next(args);
      },
      { step: 'initialize', name: 'mortality' },
    );
    const records = new RecordTable(client, 'records');
    const events = new RecordTable(client, 'events');
    const ports = {
      ...stores({ records, events }),
      queue: {
        send: async (messages: readonly MissionMessage[]) => {
          live();
          queue.push(...messages);
        },
      },
      outbound: { send: async () => live() },
      machine: {
        start: async (name: string) => {
          live();
          executions.add(name);
          return name;
        },
        isRunning: async (name: string) => executions.has(name),
        stop: async (name: string) => {
          live();
          executions.delete(name);
        },
      },
      wait: async () => undefined,
      clock: { now: () => now },
    };
    const hooks = {
      ...approvalHooks(ports),
      ...sendingHooks(ports),
      ...redraftHook(ports),
      ...overdueHook(ports),
    };
    return { ...ports, hooks };
  }
  type Worker = ReturnType<typeof worker>;
  const safe = worker();

  async function deliver(deps: Worker, message: MissionMessage): Promise<void> {
    if (message.kind === 'dispatch') await dispatchMission(deps, message.workspace, message.missionId);
    if (message.kind === 'dispatch-next') await assignWaiting(deps, message.workspace);
  }

  return {
    safe,
    worker,
    executions,
    calls: () => calls,
    pass: (ms: number): void => {
      now = addMs(now, ms);
    },
    takeQueue: (): MissionMessage[] => {
      const taken = queue;
      queue = [];
      return taken;
    },
    async openWorkspace(workspace: string): Promise<void> {
      await safe.workspaces.save({ workspace, version: 1, settings: SETTINGS }, 'absent', []);
      const domain = { domain: `mail.${workspace}.example`, tier: 'custom', targetPerDay: 100 } as const;
      const proven = { state: 'verified', challenge: '' } as const;
      await safe.pools.save(addDomain(newPool(workspace), domain, now, proven), 'absent');
    },
    async createMission(
      workspace: string,
      change: MissionChange & { type?: Mission['type'] } = {},
    ): Promise<Mission> {
      const at = now.toISOString();
      const mission = missionSchema.parse({
        workspace,
        id: newId('m', now),
        version: 1,
        type: 'lead_reactivation',
        name: 'a mission',
        state: 'QUEUED',
        priority: 50,
        params: {},
        reason: 'for the test',
        attempt: 0,
        failures: 0,
        correlationId: 'c',
        createdAt: at,
        createdBy: 'somebody',
        updatedAt: at,
        ...change,
      });
      return safe.missions.create(mission, {});
    },
    deliver,
    /** Delivers what is on the queue until nothing is. */
    async settle(): Promise<void> {
      for (let rounds = 0; queue.length > 0 && rounds < 50; rounds++) {
        const batch = queue;
        queue = [];
        for (const message of batch) await deliver(safe, message);
      }
    },
    sweep: (deps: Worker = safe) => sweepMissions(deps),
    /** The execution makes its first step: the mission is EXECUTING from here. */
    plan: (mission: Mission) =>
      planMission(safe, {
        workspace: mission.workspace,
        missionId: mission.id,
        attempt: mission.attempt,
      }),
    cancel: (deps: Worker, { workspace, id }: Pick<Mission, 'workspace' | 'id'>) =>
      cancelMission(deps, { workspace, missionId: id, subject: 'ann', reason: 'for the test' }),
    /** What the last step of a mission does. */
    async fail(deps: Worker, { workspace, id }: Pick<Mission, 'workspace' | 'id'>): Promise<void> {
      const mission = await deps.missions.get(workspace, id);
      if (!mission || isTerminal(mission.state)) return;
      await releaseResources(deps, workspace, id);
      await moveMission(deps.missions, mission, 'fail', { now, actor: REX });
      await deps.queue.send([{ kind: 'dispatch-next', workspace }]);
    },
    get: async (mission: Pick<Mission, 'workspace' | 'id'>): Promise<Mission> =>
      (await safe.missions.get(mission.workspace, mission.id)) as Mission,
    pool: async (workspace: string): Promise<Pool> => (await safe.pools.get(workspace)) as Pool,
    /** Runs work that may die, and says whether it did. */
    async died(work: Promise<unknown>): Promise<boolean> {
      try {
        await work;
        return false;
      } catch (error) {
        // A sweep tries all else first, which fails too, and then tells of the first failure.
        if (error instanceof Error && error.message.includes(DEATH)) return true;
        throw error;
      }
    },
  };
}
export type DispatchWorld = Awaited<ReturnType<typeof dispatchWorld>>;
