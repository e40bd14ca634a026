import type { TrackKey, TrackRecord } from '../../domain/track-record.ts';

export interface TrackRecordStore {
  get(key: TrackKey): Promise<TrackRecord | undefined>;
  /** @throws RexError VERSION_CONFLICT */
  save(record: TrackRecord, expected: 'absent' | 'version'): Promise<TrackRecord>;
  list(workspace: string): Promise<TrackRecord[]>;
}
