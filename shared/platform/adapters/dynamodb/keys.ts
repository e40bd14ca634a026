import type { RexEvent } from '../../../kernel/events.ts';

/**
 * Where a record lives. The keys of a context's records are in its `adapters/keys.ts`; every partition key begins with
 * its workspace.
 */
export interface Key {
  readonly pk: string;
  readonly sk: string;
}

export const key = (pk: string, sk: string): Key => ({ pk, sk });
export const pad = (n: number): string => String(n).padStart(8, '0');

export const requestsKey = (ws: string, subject: string): Key => key(`W#${ws}#REQUESTS`, subject);
/** What a request with an Idempotency-Key created in a collection. */
export const collectionRequestKey = (ws: string, collection: string, idempotencyKey: string): Key =>
  key(`W#${ws}#COLLECTION_REQUESTS`, `${collection}#${idempotencyKey}`);
/** Under the id of the message alone: the workspace of a failed message may be unknown. */
export const failureKey = (messageId: string): Key => key(`W#-#FAILURE#${messageId}`, 'FAILURE');

/** Events sort by sequence within their aggregate; two writers of the same sequence conflict, as intended. */
export const eventsPartition = (ws: string, type: string, id: string): string => `W#${ws}#${type}#${id}`;
export const eventKey = (event: RexEvent): Key =>
  key(eventsPartition(event.workspace, event.aggregate.type, event.aggregate.id), pad(event.sequence));

/**
 * Attributes that put a record on a list of its workspace in the order of time. `list` names it; `at` is any text
 * that sorts in the order of the list, usually an instant. A record that leaves the list is written without them.
 */
export const timeline = (
  ws: string,
  list: string,
  at: string,
): { timelineKey: string; timelineAt: string } => ({
  timelineKey: `W#${ws}#${list}`,
  timelineAt: at,
});

/** The sparse index of due work, sharded so that no partition is hot. */
const WORK_SHARDS = 4;

/** Work of one kind, as its context declares it. */
export interface WorkKind {
  readonly shards: readonly string[];
  shardOf(id: string): string;
}

/** @param shards 1 for rare work: each is a query a minute */
export const workKind = (name: string, shards = WORK_SHARDS): WorkKind => ({
  shards: Array.from({ length: shards }, (_, n) => `${name}#${n}`),
  shardOf: (id) => `${name}#${shardOf(id, shards)}`,
});

/** One of so many shards, the same for the same id. */
export function shardOf(id: string, shards: number): number {
  let sum = 0;
  for (const char of id) sum = (sum * 31 + char.charCodeAt(0)) >>> 0;
  return sum % shards;
}
