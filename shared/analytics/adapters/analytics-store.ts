import * as z from 'zod';
import { hourPartition } from '../../engagement/adapters/keys.ts';
import { COUNTED } from '../../engagement/contract/counted.ts';
import { addCounts, type SomeCounts } from '../../engagement/domain/hour-counts.ts';
import { DAY } from '../../kernel/clock.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { endedPartition } from '../../missions/adapters/keys.ts';
import { type EndedMission, endedMissionSchema } from '../../missions/domain/ended-mission.ts';
import { putEventOnce } from '../../platform/adapters/dynamodb/event-put.ts';
import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import { isConflict, type RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { AnalyticsStore } from '../app/ports/analytics.ts';
import { type DaySummary, daySummarySchema, type Snapshot, snapshotSchema } from '../domain/snapshot.ts';
import { type Standing, standingSchema } from '../domain/standing.ts';
import { historyPartition, snapshotKey, standingKey, summaryKey } from './keys.ts';

const SNAPSHOTS_KEPT_MS = 40 * DAY;

/** A shard contains other attributes besides the counts. */
const shardSchema = z
  .record(z.string(), z.unknown())
  .transform(
    (item): SomeCounts =>
      Object.fromEntries(
        COUNTED.flatMap((name) => (typeof item[name] === 'number' ? [[name, item[name]]] : [])),
      ),
  );

export class DynamoAnalyticsStore implements AnalyticsStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  async counted(workspace: string, hour: string): Promise<SomeCounts> {
    return addCounts(
      await this.records.all(hourPartition(workspace, hour), shardSchema, { consistent: true }),
    );
  }

  /** The event first: whoever dies in between finds the hour open again, and the event is there then. */
  async closeHour(snapshot: Snapshot, event: RexEvent): Promise<boolean> {
    await putEventOnce(this.events, event);
    const expiresAt = Math.floor((Date.parse(event.at) + SNAPSHOTS_KEPT_MS) / 1000);
    return this.putFirst(snapshotKey(snapshot.workspace, snapshot.hour), snapshot, { expiresAt });
  }

  hours(workspace: string, limit: number): Promise<Snapshot[]> {
    return this.latest(historyPartition(workspace), snapshotSchema, { prefix: 'HOUR#', limit });
  }

  putDay(day: DaySummary): Promise<boolean> {
    return this.putFirst(summaryKey(day.workspace, day.day), day);
  }

  /** False when it is there already. */
  private async putFirst(of: Key, record: object, extra: object = {}): Promise<boolean> {
    try {
      await this.records.put(of, record, 'absent', extra);
      return true;
    } catch (error) {
      if (isConflict(error)) return false;
      throw error;
    }
  }

  days(workspace: string, limit: number): Promise<DaySummary[]> {
    return this.latest(historyPartition(workspace), daySummarySchema, { prefix: 'DAY#', limit });
  }

  async ended(workspace: string, limit: number): Promise<EndedMission[]> {
    return (await this.latest(endedPartition(workspace), endedMissionSchema, { limit })).toReversed();
  }

  putStanding(standing: Standing): Promise<void> {
    return this.records.replace(standingKey(standing.workspace), standing);
  }

  standing(workspace: string): Promise<Standing | undefined> {
    return this.records.get(standingKey(workspace), standingSchema);
  }

  /** Oldest first. */
  private async latest<S extends z.ZodType>(
    pk: string,
    schema: S,
    options: { readonly prefix?: string; readonly limit: number },
  ): Promise<z.infer<S>[]> {
    const { items } = await this.records.page(pk, schema, { ...options, newestFirst: true });
    return items.toReversed();
  }
}
