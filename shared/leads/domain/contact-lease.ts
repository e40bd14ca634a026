import type { Lead } from './lead.ts';

/** The contact lease: which part of Rex may speak to a person, and until when. */
export type ContactLease = NonNullable<Lead['lease']>;

/** The lease of another holder that is valid now; undefined when there is none. An expired lease does not count. */
export const heldByAnother = (
  { lease }: Pick<Lead, 'lease'>,
  holder: string,
  now: Date,
): ContactLease | undefined =>
  lease && lease.holder !== holder && lease.until > now.toISOString() ? lease : undefined;
