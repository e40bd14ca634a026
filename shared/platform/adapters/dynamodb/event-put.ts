import type { RexEvent } from '../../../kernel/events.ts';
import { currentTrace } from '../../../kernel/trace.ts';
import { eventKey, type Key } from './keys.ts';
import { type Expectation, type RecordTable, type TransactItem, transact } from './table.ts';

/** Adds events to a transaction: the one place where they are written, and where they are told what caused them. */
export const putEvents = (table: RecordTable, events: readonly RexEvent[]): TransactItem[] =>
  events.map((event) =>
    table.putItem(
      eventKey(event),
      { ...event, causationId: event.causationId ?? currentTrace()?.causationId },
      'absent',
    ),
  );

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
