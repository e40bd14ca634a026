import { type Key, key, pad, workKind } from '../../platform/adapters/dynamodb/keys.ts';

export const leadPartition = (ws: string, lead: string): string => `W#${ws}#LEAD#${lead}`;
export const leadKey = (ws: string, lead: string): Key => key(leadPartition(ws, lead), 'LEAD');
export const ordersKey = (ws: string, lead: string): Key => key(leadPartition(ws, lead), 'ORDERS');
export const inboundKey = (ws: string, lead: string, id: string): Key =>
  key(leadPartition(ws, lead), `INBOUND#${id}`);
export const aliasKey = (ws: string, externalId: string): Key => key(`W#${ws}#ALIAS#${externalId}`, 'ALIAS');
export const leadIndexPartition = (ws: string): string => `W#${ws}#ROSTER`;
export const leadIndexKey = (ws: string, page: string): Key => key(leadIndexPartition(ws), page);
export const importsPartition = (ws: string): string => `W#${ws}#IMPORTS`;
export const importKey = (ws: string, id: string): Key => key(importsPartition(ws), id);
export const importPartition = (ws: string, id: string): string => `W#${ws}#IMPORT#${id}`;
export const chunkKey = (ws: string, id: string, chunk: number): Key =>
  key(importPartition(ws, id), `CHUNK#${pad(chunk)}`);
export const planKey = (ws: string, id: string, chunk: number): Key =>
  key(importPartition(ws, id), `PLAN#${pad(chunk)}`);
export const lookAlikesKey = (ws: string, id: string, n: number): Key =>
  key(importPartition(ws, id), `LOOKALIKES#${pad(n)}`);

export const importWork = workKind('IMPORT');

/** The list of a workspace, or with `-` the one that holds for all. */
export const suppressionPartition = (list: string): string => `W#${list}#SUPPRESSION`;
export const suppressionKey = (list: string, kind: string, name: string): Key =>
  key(suppressionPartition(list), `${kind}#${name}`);
/** Which kinds of entries a list has that the records of leads may not know of. */
export const suppressionKindsKey = (list: string): Key => key(suppressionPartition(list), 'KINDS');
