import type { Lead } from './lead.ts';

/** Which part of Rex may speak to a person, and until when. */
export type ContactLease = NonNullable<Lead['lease']>;

/** Who else may speak to a person now, or undefined when nobody else does. A lease whose time is over is none. */
export const heldByAnother = (
  { lease }: Pick<Lead, 'lease'>,
  holder: string,
  now: Date,
): ContactLease | undefined =>
  lease && lease.holder !== holder && lease.until > now.toISOString() ? lease : undefined;
