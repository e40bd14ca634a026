import { addMs, DAY, earliest, HOUR } from '../../kernel/clock.ts';
import { dateOf, instantOf, isZone } from '../../kernel/time-zone.ts';

/** A note that names no day: most absences are over by then, and the next step is rarely due much sooner. */
const WITHOUT_A_DATE_MS = 7 * DAY;
/** No sequence waits longer: what it has to say would be stale, and a misread year must not stop it for ever. */
export const WAITS_AT_MOST_MS = 45 * DAY;

/**
 * When a person who is away may be written to again: when the day after the last day of the absence begins where they
 * live, or where it begins last on earth when that is not known. A day that is over already counts as none.
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

/** When a day begins for a person, or where it begins last on earth when it is not known where they live; undefined for no day. */
export function beginOfDay(day: string, timeZone: string | undefined, plusDays = 0): Date | undefined {
  const date = dateOf(day);
  if (!date) return undefined;
  return timeZone !== undefined && isZone(timeZone)
    ? instantOf(date, plusDays, 0, timeZone)
    : addMs(instantOf(date, plusDays, 0, 'UTC'), 12 * HOUR);
}
