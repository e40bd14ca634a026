import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const erasuresPartition = (ws: string): string => `W#${ws}#ERASURES`;
export const erasureKey = (ws: string, id: string): Key => key(erasuresPartition(ws), id);
