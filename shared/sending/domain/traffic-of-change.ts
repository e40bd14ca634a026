import type { Signal } from '../../domains/domain/traffic.ts';
import type { Send } from './send.ts';

type Learned = Exclude<Signal, 'sent'>;

/** Whether the ledger knows something of an e-mail that says how its sender stands with the mailbox provider. */
const KNOWN: Readonly<Record<Learned, (send: Send) => boolean>> = {
  bounced: ({ bounce }) => bounce?.permanent === true,
  complained: ({ complainedAt }) => complainedAt !== undefined,
  // By people: what a program opened is another field.
  opened: ({ openedAt }) => openedAt !== undefined,
  replied: ({ repliedAt }) => repliedAt !== undefined,
  deferred: ({ deferral }) => deferral?.bySender === true,
};
const LEARNED = Object.keys(KNOWN) as Learned[];

/** What a change of a ledger entry says of the domain that sent it. Each fact counts once, because the entry remembers it. */
export const signalsOfChange = (before: Send, after: Send): Learned[] =>
  after.channel === 'email' ? LEARNED.filter((signal) => KNOWN[signal](after) && !KNOWN[signal](before)) : [];
