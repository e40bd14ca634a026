import { sha256 } from '../../kernel/hash.ts';

/** Tells the links of one message apart, and says nothing else of them. */
export const linkName = (link: string | undefined): string | undefined =>
  link === undefined || link === '' ? undefined : sha256(link).slice(0, 6);
