import type { RexEvent } from '../../kernel/events.ts';

/** The changes of the number of missions by state that these events cause; states without a change are left out. */
export function stateCountsOf(events: readonly RexEvent[]): Readonly<Record<string, number>> {
  const counts: Record<string, number> = {};
  const add = (state: unknown, by: number): void => {
    counts[String(state)] = (counts[String(state)] ?? 0) + by;
  };
  for (const { name, data } of events) {
    if (name === 'mission.created') add('QUEUED', 1);
    if (name === 'mission.transitioned') {
      add(data['from'], -1);
      add(data['to'], 1);
    }
  }
  return Object.fromEntries(Object.entries(counts).filter(([, by]) => by !== 0));
}
