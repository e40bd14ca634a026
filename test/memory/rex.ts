import { newPool, type Pool } from '../../shared/domains/domain/pool.ts';
import { addDomain } from '../../shared/domains/domain/sending-domain.ts';
import type { OutboundMessage } from '../../shared/drafting/contract/messages.ts';
import { enrichmentStores } from '../../shared/enrichment/adapters/stores.ts';
import type { AnswerMessage } from '../../shared/inbox/contract/messages.ts';
import { addMs } from '../../shared/kernel/clock.ts';
import type { RexEvent } from '../../shared/kernel/events.ts';
import { newId } from '../../shared/kernel/ids.ts';
import { releasedContent } from '../../shared/lords/aesthete/app/released-content.ts';
import type { MissionMessage } from '../../shared/missions/contract/messages.ts';
import { type Mission, type MissionChange, missionSchema } from '../../shared/missions/domain/mission.ts';
import type { StepRecord } from '../../shared/missions/domain/step.ts';
import { unpacked } from '../../shared/platform/adapters/dynamodb/table.ts';
import { seatStores } from '../../shared/seats/adapters/stores.ts';
import type { TaskMessage } from '../../shared/tasks/contract/messages.ts';
import { type Settings, settingsSchema } from '../../shared/workspaces/contract/settings.ts';
import { stores } from '../support/stores.ts';
import { openMemory } from './tables.ts';

export const WORKSPACE = 'acme';

/**
 * What use cases need, in memory: all stores over tables in memory, a clock that a test moves, and ports to the outside
 * that note what was asked of them.
 */
export function openRex(start = '2026-03-05T12:00:00.000Z') {
  const { database, ...tables } = openMemory();
  let now = new Date(start);
  const clock = { now: () => now };
  const asked = {
    queue: [] as MissionMessage[],
    outbound: [] as OutboundMessage[],
    answers: [] as AnswerMessage[],
    tasks: [] as TaskMessage[],
    started: [] as string[],
    stopped: [] as string[],
    tokens: [] as { readonly token: string; readonly error?: string; readonly cause?: string }[],
    wakes: [] as { readonly name: string; readonly at: string; readonly message: unknown }[],
    takenBack: [] as string[],
  };
  const running = new Set<string>();
  const aesthete = seatStores(tables, 'aesthete');
  const ports = {
    ...stores(tables, clock),
    aesthete,
    cognition: seatStores(tables, 'cognition'),
    released: releasedContent(aesthete.works),
    enrichments: enrichmentStores(tables).enrichments,
    clock,
    queue: { send: async (messages: readonly MissionMessage[]) => void asked.queue.push(...messages) },
    outbound: { send: async (messages: readonly OutboundMessage[]) => void asked.outbound.push(...messages) },
    answerQueue: { send: async (messages: readonly AnswerMessage[]) => void asked.answers.push(...messages) },
    taskQueue: { send: async (messages: readonly TaskMessage[]) => void asked.tasks.push(...messages) },
    wake: {
      at: async (name: string, at: Date, message: unknown) =>
        void asked.wakes.push({ name, at: at.toISOString(), message }),
    },
    machine: {
      start: async (name: string) => {
        if (!running.has(name)) asked.started.push(name);
        running.add(name);
        return name;
      },
      isRunning: async (name: string) => running.has(name),
      stop: async (name: string) => {
        running.delete(name);
        asked.stopped.push(name);
      },
    },
    tokens: {
      succeed: async (token: string) => asked.tokens.push({ token }) > 0,
      fail: async (token: string, error: string, cause: string) =>
        asked.tokens.push({ token, error, cause }) > 0,
    },
    hooks: {
      takeBack: {
        'void-approval': async ({ id }: Mission) => void asked.takenBack.push(`approval of ${id}`),
      },
      answerOf: async () => 'none',
      waitUntilQuiet: async () => true,
    },
    wait: async (ms: number) => {
      now = addMs(now, ms);
    },
  };
  return {
    ports,
    asked,
    pass: (ms: number): void => {
      now = addMs(now, ms);
    },
    tables,
    requestsOf: database.requestsOf,
    /** Everything that was told, in no order. */
    told: (): RexEvent[] => database.everything('events') as unknown as RexEvent[],
    /** All records as they are: to see that a refusal changed nothing. */
    records: () => database.everything('records').map(unpacked),
    openWorkspace: (change: Partial<Settings> = {}) =>
      ports.workspaces.save({ workspace: WORKSPACE, version: 1, settings: settingsOf(change) }, 'absent', []),
    async changeSettings(change: Partial<Settings>) {
      const record = await ports.workspaces.get(WORKSPACE);
      if (!record) throw new Error('Open the workspace first.');
      await ports.workspaces.save({ ...record, settings: { ...record.settings, ...change } }, 'version', []);
    },
    pool: async (): Promise<Pool> => {
      const found = await ports.pools.get(WORKSPACE);
      if (!found) throw new Error('There is no pool.');
      return found;
    },
    addDomains: (...names: string[]) =>
      ports.pools.save(
        names.reduce(
          (pool, domain) => addDomain(pool, { domain, tier: 'custom', targetPerDay: 100 }, now, PROVEN),
          newPool(WORKSPACE),
        ),
        'absent',
      ),
    mission: (change: MissionChange & { readonly type?: Mission['type']; readonly params?: object } = {}) =>
      ports.missions.create(missionOf(now, change), {}),
    step: async (missionId: string, name: string, change: Partial<StepRecord> = {}): Promise<void> =>
      ports.missions.createStep({
        workspace: WORKSPACE,
        missionId,
        name,
        version: 1,
        state: 'running',
        total: -1,
        done: [],
        result: {},
        failures: 0,
        startedAt: now.toISOString(),
        ...change,
      }),
    read: async (id: string): Promise<Mission> => {
      const mission = await ports.missions.get(WORKSPACE, id);
      if (!mission) throw new Error(`There is no mission ${id}.`);
      return mission;
    },
  };
}

const PROVEN = { state: 'verified', challenge: '' } as const;

const settingsOf = (change: Partial<Settings> = {}): Settings => ({
  ...settingsSchema.parse({
    brandName: 'Acme',
    senderName: 'Ann',
    postalAddress: '1 Main Street',
    website: 'https://acme.test',
  }),
  ...change,
});

const missionOf = (now: Date, change: object): Mission =>
  missionSchema.parse({
    workspace: WORKSPACE,
    id: newId('m', now),
    version: 1,
    type: 'lead_reactivation',
    name: 'Spring',
    state: 'QUEUED',
    priority: 50,
    params: {},
    reason: 'Created.',
    attempt: 0,
    failures: 0,
    correlationId: 'c-1',
    createdAt: now.toISOString(),
    createdBy: 'ann',
    updatedAt: now.toISOString(),
    ...change,
  });
