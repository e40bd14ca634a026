import { addMs, DAY, earliest, HOUR } from '../../kernel/clock.ts';
import { dateOf, instantOf, isZone } from '../../kernel/time-zone.ts';

/** Wait for a note without a day: most absences are over by then, and the next step is rarely due much sooner. */
const WITHOUT_A_DATE_MS = 7 * DAY;
/** Longest wait of a sequence: later its messages would be stale, and a misread year must not stop it for ever. */
export const WAITS_AT_MOST_MS = 45 * DAY;

/**
 * When a person who is away may be written to again: at the beginning of the day after the absence, in their time zone, or in
 * the last time zone on earth when theirs is not known. A day in the past counts as no day.
 * @param absentUntil YYYY-MM-DD
 */
export function backAt(
  absentUntil: string | undefined,
  receivedAt: Date,
  timeZone: string | undefined,
): Date {
  const back = absentUntil === undefined ? undefined : beginOfDay(absentUntil, timeZone, 1);
  if (!back || back <= receivedAt) return addMs(receivedAt, WITHOUT_A_DATE_MS);
  return earliest(back, addMs(receivedAt, WAITS_AT_MOST_MS));
}

/** The beginning of a day in a person's time zone, or in the last one on earth when that is unknown; undefined for no day. */
export function beginOfDay(day: string, timeZone: string | undefined, plusDays = 0): Date | undefined {
  const date = dateOf(day);
  if (!date) return undefined;
  return timeZone !== undefined && isZone(timeZone)
    ? instantOf(date, plusDays, 0, timeZone)
    : addMs(instantOf(date, plusDays, 0, 'UTC'), 12 * HOUR);
}
