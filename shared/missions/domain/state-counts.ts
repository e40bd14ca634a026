import type { RexEvent } from '../../kernel/events.ts';

/** By how much the number of missions in a state changes with these events; a state that keeps its number is left out. */
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
