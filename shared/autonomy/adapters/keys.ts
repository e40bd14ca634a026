import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';
import type { TrackKey } from '../domain/track-record.ts';

export const trackRecordsPartition = (ws: string): string => `W#${ws}#TRACK_RECORDS`;
export const trackRecordKey = ({ workspace, agent, effect, segment }: TrackKey): Key =>
  key(trackRecordsPartition(workspace), `${agent}#${effect}#${segment}`);
