import type { ErrorCode } from '../errors.ts';

/** The `type` of a problem (RFC 9457): names its kind, and is no address to look up. */
export const problemType = (code: ErrorCode): string =>
  `urn:rex:problem:${code.toLowerCase().replaceAll('_', '-')}`;
