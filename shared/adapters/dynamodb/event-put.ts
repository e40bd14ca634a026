import type { RexEvent } from '../../domain/events.ts';
import { currentTrace } from '../../kernel/trace.ts';
import { eventKey } from './keys.ts';
import type { RecordTable, TransactItem } from './table.ts';

/** Adds events to a transaction: the one place where they are written, and where they are told what caused them. */
export const putEvents = (table: RecordTable, events: readonly RexEvent[]): TransactItem[] =>
  events.map((event) =>
    table.putItem(
      eventKey(event),
      { ...event, causationId: event.causationId ?? currentTrace()?.causationId },
      'absent',
    ),
  );
