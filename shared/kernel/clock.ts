/** Where the time comes from. Domain functions take a `Date`; use cases take a clock. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

/** `2026-03-01`: the day in UTC. */
export const utcDay = (at: Date): string => at.toISOString().slice(0, 10);

export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

/** When the next day begins in UTC. */
export const nextUtcDay = (at: Date): Date => addMs(new Date(`${utcDay(at)}T00:00:00.000Z`), DAY);

/** A calendar day (YYYY-MM-DD) so many days later, or earlier. */
export const dayAfter = (day: string, days: number): string => utcDay(new Date(Date.parse(day) + days * DAY));

export const earliest = (first: Date, ...others: Date[]): Date =>
  new Date(Math.min(first.getTime(), ...others.map((at) => at.getTime())));
export const latest = (first: Date, ...others: Date[]): Date =>
  new Date(Math.max(first.getTime(), ...others.map((at) => at.getTime())));
