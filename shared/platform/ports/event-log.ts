import type { RexEvent } from '../../kernel/events.ts';

/** Where events are written that tell of no change to a record. */
export interface EventLog {
  /** Harmless when it is there already. */
  append(event: RexEvent): Promise<void>;
}
