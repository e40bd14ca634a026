import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const trackRecordsPartition = (ws: string): string => `W#${ws}#TRACK_RECORDS`;
export const trackRecordKey = (ws: string, agent: string, effect: string, segment: string): Key =>
  key(trackRecordsPartition(ws), `${agent}#${effect}#${segment}`);
