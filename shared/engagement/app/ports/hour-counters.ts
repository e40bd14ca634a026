import type { SomeCounts } from '../../domain/hour-counts.ts';

export interface HourCounters {
  /** Adds to the counts of the hour. `spread` distributes writers over several records, to avoid contention. */
  count(workspace: string, at: Date, spread: string, counts: SomeCounts): Promise<void>;
}
