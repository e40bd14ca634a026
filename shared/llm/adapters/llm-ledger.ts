import * as z from 'zod';
import type { Clock } from '../../kernel/clock.ts';
import { addToCounters, type Counter } from '../../platform/adapters/dynamodb/counters.ts';
import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { DayUsage, LlmLedger, PurposeUsage, SettledCall, SpendLimits } from '../app/ports/llm.ts';
import { llmAnswerKey, llmDayKey, llmMissionKey } from './keys.ts';

const answerSchema = z.object({ value: z.unknown(), expiresAt: z.number() });
const countersSchema = z.record(z.string(), z.union([z.number(), z.string()]));

/** Counters of a purpose are attributes `<purpose>/<what>`, so that one update counts a whole call. */
const COUNTED = ['calls', 'recalled', 'failed', 'inputTokens', 'outputTokens', 'costMicros'] as const;
const counter = (purpose: string, what: (typeof COUNTED)[number]): string => `${purpose}/${what}`;

export class DynamoLlmLedger implements LlmLedger {
  private readonly records: RecordTable;
  private readonly clock: Clock;

  constructor(records: RecordTable, clock: Clock) {
    this.records = records;
    this.clock = clock;
  }

  async recall(workspace: string, key: string): Promise<unknown> {
    const found = await this.records.get(llmAnswerKey(workspace, key), answerSchema, 'eventual');
    // Time to live only tidies up: what is over may still be there.
    return found && found.expiresAt * 1000 > this.clock.now().getTime() ? found.value : undefined;
  }

  async remember(workspace: string, key: string, value: unknown, expiresAt: Date): Promise<void> {
    const seconds = Math.floor(expiresAt.getTime() / 1000);
    await this.records.replace(llmAnswerKey(workspace, key), { value, expiresAt: seconds });
  }

  async reserve(
    workspace: string,
    day: string,
    missionId: string | undefined,
    micros: number,
    limits: SpendLimits,
  ): Promise<boolean> {
    const spend = (limit: number): Counter[] => [{ name: 'spentMicros', add: micros, limit }];
    if (!(await addToCounters(this.records, llmDayKey(workspace, day), spend(limits.day)))) return false;
    if (missionId === undefined) return true;
    if (await addToCounters(this.records, llmMissionKey(workspace, missionId), spend(limits.mission)))
      return true;
    // A death right here leaves the day's budget a little smaller: the safe side.
    await addToCounters(this.records, llmDayKey(workspace, day), [{ name: 'spentMicros', add: -micros }]);
    return false;
  }

  async spent(workspace: string, day: string, missionId: string | undefined): Promise<SpendLimits> {
    const read = async (key: Key): Promise<number> => {
      const { spentMicros } = (await this.records.get(key, countersSchema)) ?? {};
      return typeof spentMicros === 'number' ? spentMicros : 0;
    };
    const [ofDay, ofMission] = await Promise.all([
      read(llmDayKey(workspace, day)),
      missionId === undefined ? 0 : read(llmMissionKey(workspace, missionId)),
    ]);
    return { day: ofDay, mission: ofMission };
  }

  async settle(
    workspace: string,
    day: string,
    missionId: string | undefined,
    { purpose, reservedMicros, costMicros, usage, failed }: SettledCall,
  ): Promise<void> {
    const difference = { name: 'spentMicros', add: costMicros - reservedMicros };
    await addToCounters(this.records, llmDayKey(workspace, day), [
      difference,
      { name: counter(purpose, 'calls'), add: 1 },
      { name: counter(purpose, 'failed'), add: failed ? 1 : 0 },
      { name: counter(purpose, 'inputTokens'), add: usage.inputTokens },
      { name: counter(purpose, 'outputTokens'), add: usage.outputTokens },
      { name: counter(purpose, 'costMicros'), add: costMicros },
    ]);
    if (missionId !== undefined)
      await addToCounters(this.records, llmMissionKey(workspace, missionId), [difference]);
  }

  async countRecalled(workspace: string, day: string, purpose: string): Promise<void> {
    await addToCounters(this.records, llmDayKey(workspace, day), [
      { name: counter(purpose, 'recalled'), add: 1 },
    ]);
  }

  async usage(workspace: string, day: string): Promise<DayUsage> {
    const item = (await this.records.get(llmDayKey(workspace, day), countersSchema)) ?? {};
    const byPurpose: Record<string, PurposeUsage> = {};
    for (const [name, value] of Object.entries(item)) {
      const [purpose = '', what] = name.split('/');
      const counted = COUNTED.find((known) => known === what);
      if (!counted || typeof value !== 'number') continue;
      byPurpose[purpose] = { ...(byPurpose[purpose] ?? NOTHING), [counted]: value };
    }
    const { spentMicros } = item;
    return { spentMicros: typeof spentMicros === 'number' ? spentMicros : 0, byPurpose };
  }
}

const NOTHING: PurposeUsage = {
  calls: 0,
  recalled: 0,
  failed: 0,
  inputTokens: 0,
  outputTokens: 0,
  costMicros: 0,
};
