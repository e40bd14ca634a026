/** Where the time comes from. Domain functions take a `Date`; use cases take a clock. */
export interface Clock {
  now(): Date;
}

export const systemClock: Clock = { now: () => new Date() };

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

export const addMs = (at: Date, ms: number): Date => new Date(at.getTime() + ms);

export const earliest = (first: Date, ...others: Date[]): Date =>
  new Date(Math.min(first.getTime(), ...others.map((at) => at.getTime())));
export const latest = (first: Date, ...others: Date[]): Date =>
  new Date(Math.max(first.getTime(), ...others.map((at) => at.getTime())));
