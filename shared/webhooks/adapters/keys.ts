import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const endpointsPartition = (ws: string): string => `W#${ws}#WEBHOOKS`;
export const endpointKey = (ws: string, id: string): Key => key(endpointsPartition(ws), id);
export const deliveriesPartition = (ws: string, endpoint: string): string => `W#${ws}#WEBHOOK#${endpoint}`;
export const deliveryKey = (ws: string, endpoint: string, id: string): Key =>
  key(deliveriesPartition(ws, endpoint), id);
