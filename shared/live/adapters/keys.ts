import { type Key, key } from '../../platform/adapters/dynamodb/keys.ts';

export const ticketKey = (ws: string, hash: string): Key => key(`W#${ws}#TICKET#${hash}`, 'TICKET');
export const feedPartition = (ws: string): string => `W#${ws}#FEED`;
export const feedKey = (ws: string, position: number): Key =>
  key(feedPartition(ws), String(position).padStart(12, '0'));
export const connectionsPartition = (ws: string): string => `W#${ws}#CONNECTIONS`;
export const connectionKey = (ws: string, id: string): Key => key(connectionsPartition(ws), id);
/** No connection has such an id: those of API Gateway end with `=`. */
export const subscriptionKey = (ws: string, endpoint: string): Key =>
  key(connectionsPartition(ws), `WEBHOOK#${endpoint}`);
