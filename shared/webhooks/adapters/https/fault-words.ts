import type { Fault } from './guarded-request.ts';

/** What became of a call without an answer, after the name of what was called. */
export const FAULT_WORDS: Readonly<Record<Fault, string>> = {
  ADDRESS_NOT_ALLOWED:
    'is at an address that this Rex does not call (a local Rex calls public ones when REX_WEBHOOKS=on)',
  TIMEOUT: 'did not answer in time',
  NAME_NOT_FOUND: 'has a name that no name server knows',
  TLS: 'has no certificate that can be trusted',
  CONNECTION: 'could not be reached, or hung up',
};
