import type { RexEvent } from '../../../kernel/events.ts';
import type { EventLog } from '../../ports/event-log.ts';
import { putEvents } from './event-put.ts';
import { isConflict, type RecordTable, transact } from './table.ts';

export class DynamoEventLog implements EventLog {
  private readonly events: RecordTable;

  constructor(events: RecordTable) {
    this.events = events;
  }

  async append(event: RexEvent): Promise<void> {
    try {
      await transact(this.events, putEvents(this.events, [event]));
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }
}
