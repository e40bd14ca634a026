import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';

/** One point of priority equals this waiting time. 100 points are a little over a day, the longest time that aging takes. */
const PER_POINT_MS = 15 * MINUTE;
const HIGHEST_PRIORITY = 100;
/** Two hours of work for the mission, and two for those that hold the places it needs. */
const BEFORE_DEADLINE_MS = 4 * HOUR;

export interface Queued {
  readonly id: string;
  readonly priority: number;
  readonly createdAt: string;
  readonly deadline?: string | undefined;
}

/**
 * The virtual creation time of a mission: its priority is subtracted from its creation time, and the earliest mission is
 * next. All missions age at the same rate, so the order of two waiting missions never changes, and the rank can be written
 * once. From four hours before its deadline, a mission goes ahead of every mission that is created later.
 */
function virtualStart({ priority, createdAt, deadline }: Omit<Queued, 'id'>): Date {
  const aged = addMs(new Date(createdAt), -priority * PER_POINT_MS);
  if (deadline === undefined) return aged;
  const due = addMs(new Date(deadline), -BEFORE_DEADLINE_MS - HIGHEST_PRIORITY * PER_POINT_MS);
  return new Date(Math.min(due.getTime(), aged.getTime()));
}

/** The same as a sortable text; the id decides between equal times, the same way everywhere. */
export const queueRank = (queued: Queued): string => `${virtualStart(queued).toISOString()} ${queued.id}`;
