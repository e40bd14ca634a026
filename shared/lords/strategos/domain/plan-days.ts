import { DAY, utcDay } from '../../../kernel/clock.ts';

/** The number of a date in a plan: that of its first day is 0. */
export const dayOf = (startsOn: string, date: string): number =>
  Math.round((Date.parse(date) - Date.parse(startsOn)) / DAY);

/** The day from which on a plan can still be changed. */
export const todayOf = (startsOn: string, now: Date): number => Math.max(0, dayOf(startsOn, utcDay(now)));
