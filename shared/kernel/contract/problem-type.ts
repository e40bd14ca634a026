import type { ErrorCode } from '../errors.ts';

/** The `type` of a problem (RFC 9457): a URN that names its kind, not a web address. */
export const problemType = (code: ErrorCode): string =>
  `urn:rex:problem:${code.toLowerCase().replaceAll('_', '-')}`;
