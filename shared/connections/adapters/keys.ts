import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const accountsPartition = (ws: string): string => `W#${ws}#ACCOUNTS`;
export const accountKey = (ws: string, id: string): Key => key(accountsPartition(ws), id);
