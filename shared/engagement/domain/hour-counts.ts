import type { RexEvent } from '../../kernel/events.ts';
import { COUNTED } from '../contract/counted.ts';

export type Counted = (typeof COUNTED)[number];
export type HourCounts = Readonly<Record<Counted, number>>;
export type SomeCounts = Readonly<Partial<Record<Counted, number>>>;

/** An hour of UTC, as `2026-11-25T18`. */
export const hourOf = (at: Date | string): string =>
  (typeof at === 'string' ? at : at.toISOString()).slice(0, 13);

const ENDS: Readonly<Record<string, Counted>> = {
  COMPLETED: 'missionsCompleted',
  FAILED: 'missionsFailed',
  ESCALATED: 'missionsEscalated',
  CANCELLED: 'missionsCancelled',
};

/** The counts to which an event adds in its hour. Other events are not counted. */
const BY_EVENT: Readonly<Record<string, (data: RexEvent['data']) => SomeCounts>> = {
  'mission.created': () => ({ missionsCreated: 1 }),
  'mission.transitioned': ({ to }) => {
    const counted = ENDS[String(to)];
    return counted ? { [counted]: 1 } : {};
  },
  'cohort.worked': ({ counts }) => ({ sent: sentOf(counts) }),
};

const sentOf = (counts: unknown): number =>
  typeof counts === 'object' && counts !== null && 'sent' in counts ? Number(counts.sent) : 0;

export const countsOfEvents = (events: readonly RexEvent[]): SomeCounts =>
  addCounts(events.map(({ name, data }) => BY_EVENT[name]?.(data) ?? {}));

/** The sums; counts that are 0 are left out. */
export function addCounts(all: readonly SomeCounts[]): SomeCounts {
  const sums: Partial<Record<Counted, number>> = {};
  for (const name of COUNTED) {
    let sum = 0;
    for (const counts of all) sum += counts[name] ?? 0;
    if (sum !== 0) sums[name] = sum;
  }
  return sums;
}

/** What a later judgement took back may have been counted in an earlier hour: no count is shown below 0. */
export function fullCounts(counts: SomeCounts): HourCounts {
  const full: Partial<Record<Counted, number>> = {};
  for (const name of COUNTED) full[name] = Math.max(0, counts[name] ?? 0);
  return full as HourCounts;
}
