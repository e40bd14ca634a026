import type { Key } from '../../platform/adapters/dynamodb/keys.ts';
import type { RecordTable, TransactItem } from '../../platform/adapters/dynamodb/table.ts';
import type { TrackRecordStore } from '../app/ports/track-records.ts';
import { type TrackKey, type TrackRecord, trackRecordSchema } from '../domain/track-record.ts';
import { trackRecordKey, trackRecordsPartition } from './keys.ts';

export class DynamoTrackRecordStore implements TrackRecordStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(key: TrackKey): Promise<TrackRecord | undefined> {
    return this.records.get(keyOf(key), trackRecordSchema);
  }

  async save(record: TrackRecord, expected: 'absent' | 'version'): Promise<TrackRecord> {
    const next = expected === 'absent' ? record : { ...record, version: record.version + 1 };
    const guard = expected === 'absent' ? expected : { version: record.version };
    await this.records.put(keyOf(record), next, guard);
    return next;
  }

  list(workspace: string): Promise<TrackRecord[]> {
    return this.records.all(trackRecordsPartition(workspace), trackRecordSchema, { consistent: true });
  }
}

const keyOf = ({ workspace, agent, effect, segment }: TrackKey): Key =>
  trackRecordKey(workspace, agent, effect, segment);

/** A record as part of another transaction; with version 1 it is new. */
export const trackRecordItem = (records: RecordTable, record: TrackRecord): TransactItem =>
  records.putItem(keyOf(record), record, record.version === 1 ? 'absent' : { version: record.version - 1 });
