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

/** A signal that is counted, or taken back: what looked like a person's open may turn out to be a machine's. */
export interface SignalChange {
  readonly signal: Learned;
  readonly add: 1 | -1;
}

/** What a change of a ledger entry says of the domain that sent it. Each fact counts once, because the entry remembers it. */
export const signalsOfChange = (before: Send, after: Send): SignalChange[] =>
  after.channel !== 'email'
    ? []
    : LEARNED.filter((signal) => KNOWN[signal](after) !== KNOWN[signal](before)).map((signal) => ({
        signal,
        add: KNOWN[signal](after) ? 1 : -1,
      }));
