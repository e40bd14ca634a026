import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const historyPartition = (ws: string): string => `W#${ws}#HISTORY`;
export const snapshotKey = (ws: string, hour: string): Key => key(historyPartition(ws), `HOUR#${hour}`);
export const summaryKey = (ws: string, day: string): Key => key(historyPartition(ws), `DAY#${day}`);
export const standingKey = (ws: string): Key => key(`W#${ws}#WORKSPACE`, 'STANDING');
