import type { RexEvent } from '../../../kernel/events.ts';
import type { EventLog } from '../../ports/event-log.ts';
import { putEventOnce } from './event-put.ts';
import type { RecordTable } from './table.ts';

export class DynamoEventLog implements EventLog {
  private readonly events: RecordTable;

  constructor(events: RecordTable) {
    this.events = events;
  }

  append(event: RexEvent): Promise<void> {
    return putEventOnce(this.events, event);
  }
}
