import type { RexEvent } from '../../../kernel/events.ts';

/** An event with its position among all events of its workspace: 1, 2, 3 and so on, without a gap. */
export interface PlacedEvent {
  readonly position: number;
  readonly event: RexEvent;
}

/** The latest events of a workspace in one order, for clients that catch up. */
export interface Feed {
  /** Gives each event a position, or finds the one that it has already: an event keeps its position for ever. */
  place(workspace: string, events: readonly RexEvent[]): Promise<PlacedEvent[]>;
  /** The position of the newest event; 0 before the first. */
  latest(workspace: string): Promise<number>;
  /** Events after a position, oldest first. `complete` is false when the next events are no longer stored. */
  after(
    workspace: string,
    position: number,
    limit: number,
  ): Promise<{ readonly events: readonly PlacedEvent[]; readonly complete: boolean }>;
}
