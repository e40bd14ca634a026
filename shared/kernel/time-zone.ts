import { Temporal } from 'temporal-polyfill';
import { remember } from './remember.ts';

/**
 * Wall clocks, by the rules of Temporal (ECMA-262): never by the time zone of the machine, and with one answer where
 * clocks are changed. An hour that comes twice is its first one; one that is left out is as long after the gap.
 */
export interface LocalTime {
  readonly date: Temporal.PlainDate;
  /** 1 is Monday, 7 is Sunday. */
  readonly weekday: number;
  readonly hour: number;
  readonly minute: number;
}

export function localTimeOf(instant: Date, zone: string): LocalTime {
  const local = Temporal.Instant.fromEpochMilliseconds(instant.getTime()).toZonedDateTimeISO(zone);
  return { date: local.toPlainDate(), weekday: local.dayOfWeek, hour: local.hour, minute: local.minute };
}

/** A day as YYYY-MM-DD; undefined for what is none. */
export function dateOf(day: string): Temporal.PlainDate | undefined {
  try {
    return Temporal.PlainDate.from(day, { overflow: 'reject' });
  } catch {
    return undefined;
  }
}

/** The same few are asked for again and again: the hours of a window, for each lead of a zone. */
const MOST_REMEMBERED = 2_000;

/** The instant at which clocks show an hour of a day, so many days after `date`; 24 is the midnight after it. */
export const instantOf = (date: Temporal.PlainDate, days: number, hour: number, zone: string): Date =>
  new Date(epochOf(JSON.stringify([date.year, date.month, date.day, days, hour, zone])));

const epochOf = /* @__PURE__ */ remember(MOST_REMEMBERED, (asked): number => {
  const [year, month, day, days, hour, zone]: [number, number, number, number, number, string] =
    JSON.parse(asked);
  return new Temporal.PlainDate(year, month, day)
    .add({ days })
    .toPlainDateTime()
    .add({ hours: hour })
    .toZonedDateTime(zone, { disambiguation: 'compatible' }).epochMilliseconds;
});

/** The same to the second: milliseconds since the epoch. @throws RangeError for a time or zone that is none */
export const epochAt = (clock: Temporal.PlainDateTimeLike, zone: string): number =>
  Temporal.PlainDateTime.from(clock, { overflow: 'reject' }).toZonedDateTime(zone, {
    disambiguation: 'compatible',
  }).epochMilliseconds;

/** The lead's own zone where it is one that exists, else the workspace's. */
export const zoneOf = (leadZone: string | undefined, workspaceZone: string): string =>
  [leadZone, workspaceZone].find((zone) => zone !== undefined && isZone(zone)) ?? 'UTC';

export const isZone = /* @__PURE__ */ remember(MOST_REMEMBERED, (name): boolean => {
  try {
    Temporal.Instant.fromEpochMilliseconds(0).toZonedDateTimeISO(name);
    return true;
  } catch {
    return false;
  }
});
