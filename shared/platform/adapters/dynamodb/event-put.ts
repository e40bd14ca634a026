import type { RexEvent } from '../../../kernel/events.ts';
import { currentTrace } from '../../../kernel/trace.ts';
import { eventKey, type Key } from './keys.ts';
import { type Expectation, type RecordTable, type TransactItem, transact } from './table.ts';

/** An event as it is written, and told what caused it. */
const written = (event: RexEvent): object => ({
  ...event,
  causationId: event.causationId ?? currentTrace()?.causationId,
});

/** Adds events to a transaction. */
export const putEvents = (table: RecordTable, events: readonly RexEvent[]): TransactItem[] =>
  events.map((event) => table.putItem(eventKey(event), written(event), 'absent'));

/** Writes an event that stands by itself, or whose number follows from what it tells; the second time nothing happens. */
export const putEventOnce = (table: RecordTable, event: RexEvent): Promise<void> =>
  table.putOnce(eventKey(event), written(event));

export interface GuardedRecord {
  readonly key: Key;
  readonly record: object;
  readonly expected: Expectation;
  /** Attributes of indexes. */
  readonly extra?: object;
}

/** Puts one guarded record and what is told of it, all or nothing; with nothing to tell it is a put, at half the price. */
export function putWithEvents(
  records: RecordTable,
  { key, record, expected, extra }: GuardedRecord,
  eventsTable: RecordTable,
  events: readonly RexEvent[],
): Promise<void> {
  if (events.length === 0) return records.put(key, record, expected, extra);
  return transact(records, [
    records.putItem(key, record, expected, extra),
    ...putEvents(eventsTable, events),
  ]);
}

/** The same for a record that counts its own versions: `version` is that which was read. Returns it as it is now. */
export async function putVersioned<R extends { readonly version: number }>(
  records: RecordTable,
  {
    key,
    record,
    expected,
    extra = {},
  }: Omit<GuardedRecord, 'record' | 'expected'> & {
    readonly record: R;
    readonly expected: 'absent' | 'version';
  },
  eventsTable: RecordTable,
  events: readonly RexEvent[],
): Promise<R> {
  const guard = expected === 'absent' ? expected : { version: record.version };
  const next = expected === 'absent' ? record : { ...record, version: record.version + 1 };
  await putWithEvents(records, { key, record: next, expected: guard, extra }, eventsTable, events);
  return next;
}
