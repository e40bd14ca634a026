import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';

/** One point of priority is worth so long a wait: 100 points are a little over a day, which is the longest that aging can take. */
const PER_POINT_MS = 15 * MINUTE;
const HIGHEST_PRIORITY = 100;
/** Two hours in which a mission may work, and as long for those that hold the places it needs. */
const BEFORE_DEADLINE_MS = 4 * HOUR;

export interface Queued {
  readonly id: string;
  readonly priority: number;
  readonly createdAt: string;
  readonly deadline?: string | undefined;
}

/**
 * The moment at which a mission would have been created had it no priority: the earliest is next. Everybody ages at
 * the same rate, so the order between two waiting missions never changes, and a rank that is written once is the
 * whole of aging. From four hours before its deadline a mission goes before whatever is created then.
 */
function virtualStart({ priority, createdAt, deadline }: Omit<Queued, 'id'>): Date {
  const aged = addMs(new Date(createdAt), -priority * PER_POINT_MS);
  if (deadline === undefined) return aged;
  const due = addMs(new Date(deadline), -BEFORE_DEADLINE_MS - HIGHEST_PRIORITY * PER_POINT_MS);
  return new Date(Math.min(due.getTime(), aged.getTime()));
}

/** The same as a text that sorts; the id decides between equals, and says so the same way everywhere. */
export const queueRank = (queued: Queued): string => `${virtualStart(queued).toISOString()} ${queued.id}`;
