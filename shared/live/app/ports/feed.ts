import type { RexEvent } from '../../../kernel/events.ts';

/** An event with its place among all events of its workspace: 1, 2, 3 and so on, without a gap. */
export interface PlacedEvent {
  readonly position: number;
  readonly event: RexEvent;
}

/** The latest events of a workspace in one order, for clients that were away. */
export interface Feed {
  /** Gives each event its place, or finds the one that it was given before: the same event has one place for ever. */
  place(workspace: string, events: readonly RexEvent[]): Promise<PlacedEvent[]>;
  /** The place of the newest event; 0 before the first. */
  latest(workspace: string): Promise<number>;
  /** What came after a place, oldest first. `complete` is false when what followed at once is not kept any more. */
  after(
    workspace: string,
    position: number,
    limit: number,
  ): Promise<{ readonly events: readonly PlacedEvent[]; readonly complete: boolean }>;
}
