import type { Mend, SendOutcome } from '../../../sending/app/ports/sending.ts';

/** What an error of Twilio means for the message, and for the number. */
type Meaning = 'unreachable' | 'asked' | 'refused' | 'later' | 'account';

/**
 * Twilio's codes, which change now and then. For a code that is not listed, the HTTP status decides. `unreachable` and
 * `asked` stop the number; `refused` ends the message; `later` says that nothing was sent and trying again may work;
 * `account` is for whoever keeps the account.
 */
const MEANING_OF: Readonly<Record<string, Meaning>> = {
  20003: 'account',
  20404: 'account',
  20429: 'later',
  21211: 'unreachable',
  21214: 'unreachable',
  21217: 'unreachable',
  21408: 'refused',
  21606: 'refused',
  21610: 'asked',
  21611: 'later',
  21612: 'refused',
  21614: 'unreachable',
  21617: 'refused',
  30001: 'later',
  30002: 'account',
  30003: 'later',
  30004: 'refused',
  30005: 'unreachable',
  30006: 'unreachable',
  30007: 'refused',
  30008: 'later',
  30022: 'later',
  30032: 'refused',
  30034: 'refused',
  63003: 'unreachable',
  63016: 'refused',
  63018: 'later',
  63024: 'unreachable',
  63049: 'refused',
};

export const meaningOf = (code: string | undefined): Meaning | undefined =>
  code === undefined ? undefined : MEANING_OF[code];

/**
 * What an answer that is no success means. Only an answer that says that the message was not taken lets it be tried
 * again: after a 5xx nobody knows, for Twilio has no idempotency key.
 */
export function outcomeOfFailure(status: number, code: string | undefined): SendOutcome {
  const reason = `TWILIO_${code ?? status}`;
  switch (meaningOf(code)) {
    case 'unreachable':
    case 'asked':
      return { outcome: 'refused', reason, recipient: meaningOf(code) === 'asked' ? 'asked' : 'unreachable' };
    case 'refused':
      return { outcome: 'refused', reason };
    case 'later':
      return { outcome: 'unavailable', reason };
    case 'account':
      return { outcome: 'unavailable', reason, mend: ACCOUNT };
    case undefined:
      break;
  }
  if (status >= 500) return { outcome: 'unknown', reason };
  if (status === 429) return { outcome: 'unavailable', reason };
  // Authentication and payment concern our account, not the message.
  return ACCOUNT_STATUSES.has(status)
    ? { outcome: 'unavailable', reason, mend: ACCOUNT }
    : { outcome: 'refused', reason };
}

const ACCOUNT: Mend = {
  scope: 'account',
  todo: 'Put a valid account into the secret rex/twilio, and see that it is paid for.',
};
const ACCOUNT_STATUSES: ReadonlySet<number> = new Set([401, 402, 403, 404]);
