import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

/** Counts of an hour, in shards; snapshots of hours and days that are over; missions by when they ended. */
export const hourPartition = (ws: string, hour: string): string => `W#${ws}#HOUR#${hour}`;
export const hourShardKey = (ws: string, hour: string, shard: number): Key =>
  key(hourPartition(ws, hour), `SHARD#${shard}`);
