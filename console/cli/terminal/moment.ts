/** `2026-11-20T14:00:02.423Z` as people read it: to the minute, and saying that it is UTC. */
export const moment = (instant: string): string =>
  `${new Date(instant).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
