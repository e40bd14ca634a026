import type { SomeCounts } from '../../domain/hour-counts.ts';

export interface HourCounters {
  /** Adds to the counts of the hour; `spread` keeps writers of different things out of each other's way. */
  count(workspace: string, at: Date, spread: string, counts: SomeCounts): Promise<void>;
}
