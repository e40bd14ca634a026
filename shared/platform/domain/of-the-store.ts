export const RECORD_FORMAT_NAME = 'recordFormat';

/** What the store itself adds to a record. It is no part of it, and is written anew with every put. */
export const OF_THE_STORE: ReadonlySet<string> = new Set([
  'pk',
  'sk',
  RECORD_FORMAT_NAME,
  'workShard',
  'workDueAt',
  'timelineKey',
  'timelineAt',
]);
