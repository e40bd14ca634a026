import { HOUR } from '../../kernel/clock.ts';
import type { CohortLedger } from './cohort-ledger.ts';
import { type Send, wasSent } from './send.ts';

/** What became of the first e-mail to each lead of a cohort: whether an address is good shows once. */
export interface FirstMails {
  readonly sent: number;
  /** Their end is known: delivered, bounced, or nothing was heard for so long that no bounce comes any more. */
  readonly settled: number;
  readonly bounced: number;
  /** Claimed or sent, and their end is not known. */
  readonly inFlight: number;
  /** Leads whose sequence began, and who got no e-mail. */
  readonly withoutMail: number;
}

/** Servers that do not take a mail say so within minutes; those that take it and bounce it later, mostly within the hour. */
const SETTLED_AFTER_MS = 4 * HOUR;

/** @param since only messages that were claimed at or after this instant count */
export function firstMails(ledger: CohortLedger, now: Date, since = ''): FirstMails {
  const first = new Map<string, Send>();
  const begun = new Set<string>();
  for (const send of ledger.sends.values()) {
    // Given back by a provider that was away: it is tried again.
    if (send.state === 'released') continue;
    begun.add(send.leadId);
    const known = first.get(send.leadId);
    const counts = send.channel === 'email' && (wasSent(send) || send.state === 'claimed');
    if (counts && (!known || send.step < known.step)) first.set(send.leadId, send);
  }
  const mails = [...first.values()].filter(({ claimedAt }) => claimedAt >= since);
  const settled = mails.filter((send) => isSettled(send, now)).length;
  return {
    sent: mails.filter(wasSent).length,
    settled,
    bounced: mails.filter(({ bounce }) => bounce?.permanent === true).length,
    inFlight: mails.length - settled,
    withoutMail: begun.size - first.size,
  };
}

const isSettled = (send: Send, now: Date): boolean =>
  send.deliveredAt !== undefined ||
  send.bouncedAt !== undefined ||
  now.getTime() - Date.parse(send.sentAt ?? send.claimedAt) >= SETTLED_AFTER_MS;
