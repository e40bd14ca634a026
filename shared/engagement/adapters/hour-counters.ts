import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { DAY } from '../../kernel/clock.ts';
import { addition } from '../../platform/adapters/dynamodb/counters.ts';
import { shardOf } from '../../platform/adapters/dynamodb/keys.ts';
import type { RecordTable, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import type { HourCounters } from '../app/ports/hour-counters.ts';
import { hourOf, type SomeCounts } from '../domain/hour-counts.ts';
import { hourShardKey } from './keys.ts';

/** Shards of one hour of a workspace, so that simultaneous transactions rarely update the same record. */
const SHARDS = 4;
/** Snapshots are made within the hour; after a long outage those of the last days are made later. */
const KEPT_MS = 8 * DAY;

export interface HourCount {
  readonly workspace: string;
  readonly at: string;
  /** The id of what is counted; it chooses the shard. */
  readonly spread: string;
  readonly counts: SomeCounts;
}

/** Adds to the counts of an hour, as part of a transaction; nothing when there is nothing to count. */
export function countItems(records: RecordTable, count: HourCount): TransactItem[] {
  const update = hourUpdate(records, count);
  return update ? [{ Update: update }] : [];
}

export class DynamoHourCounters implements HourCounters {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  async count(workspace: string, at: Date, spread: string, counts: SomeCounts): Promise<void> {
    const update = hourUpdate(this.records, { workspace, at: at.toISOString(), spread, counts });
    if (update) await this.records.client.send(new UpdateCommand(update));
  }
}

function hourUpdate(records: RecordTable, { workspace, at, spread, counts }: HourCount) {
  if (Object.keys(counts).length === 0) return undefined;
  const key = hourShardKey(workspace, hourOf(at), shardOf(spread, SHARDS));
  return addition(records, key, counts, Math.floor((Date.parse(at) + KEPT_MS) / 1000));
}
