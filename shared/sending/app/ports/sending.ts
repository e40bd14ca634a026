import type { MailProvider, NumberChannel } from '../../../channels/contract/channels.ts';
import type { Citation } from '../../../content/domain/template.ts';
import type { SomeCounts } from '../../../engagement/domain/hour-counts.ts';
import type { OutgoingMail as MailParts } from '../../../mail/domain/compose.ts';
import type { CohortLedger, CohortRef, MessageFact, SendRef } from '../../domain/cohort-ledger.ts';
import type { Send } from '../../domain/send.ts';

export type { SendRef } from '../../domain/cohort-ledger.ts';

/**
 * What was claimed, and what became of it: entries that are added, so that of two who add at once, one finds out and looks
 * again. Only an erasure changes any, and adds one that says so.
 */
export interface SendLedger {
  /** What this process has read before, and what was added since. */
  read(ref: CohortRef, consistency?: 'consistent' | 'eventual'): Promise<CohortLedger>;
  /**
   * The same, but only of what was told since, unless one of these messages is not known to be sent. `eventual`: what was told at this
   * moment may be left out, and whoever tells finds that out.
   */
  latest(
    ref: CohortRef,
    messages: readonly Pick<SendRef, 'leadId' | 'step'>[],
    consistency?: 'consistent' | 'eventual',
  ): Promise<CohortLedger>;
  /**
   * Claims those of the messages that are free, in one write, which also says what came of others that were claimed before. Those
   * must be sent, and no others.
   * @param epoch of the lease of the cohort under which they are claimed
   */
  claim(
    ledger: CohortLedger,
    sends: readonly Send[],
    epoch: number,
    facts?: readonly MessageFact[],
  ): Promise<{ readonly ledger: CohortLedger; readonly claimed: Send[] }>;
  /** Whoever has claimed messages says what came of them. */
  settle(ledger: CohortLedger, facts: readonly MessageFact[]): Promise<CohortLedger>;
  /**
   * Anybody else says what they learned, and counts it in the same write.
   * @throws RexError VERSION_CONFLICT when something was told meanwhile that `ledger` does not know
   */
  tell(
    ledger: CohortLedger,
    facts: readonly MessageFact[],
    counted?: { readonly at: Date; readonly counts: SomeCounts },
  ): Promise<CohortLedger>;
  get(ref: SendRef): Promise<Send | undefined>;
  /** Every message of a cohort, in the order of leads and steps. */
  ofCohort(ref: CohortRef, consistency?: 'consistent' | 'eventual'): Promise<Send[]>;
}

export interface OutgoingMail {
  readonly provider: MailProvider;
  readonly raw: Uint8Array;
  /** What `raw` was written from, for providers that write the message themselves. */
  readonly parts: MailParts;
  readonly from: string;
  readonly to: string;
  /** Letters, digits, `_` and `-` only: SES takes no others. */
  readonly tags: Readonly<Record<string, string>>;
  /** False: the provider adds no pixel, leaves links as they are, and tells of no opens and clicks. */
  readonly tracked?: boolean;
}

/** What a person has to do before a provider sends again, and for what: all of our account there, or one domain. */
export interface Mend {
  readonly scope: 'account' | 'domain';
  /** Whole sentences. */
  readonly todo: string;
}

export type SendOutcome =
  | { readonly outcome: 'accepted'; readonly providerMessageId: string }
  /** A person has been asked to do it, and is waited for until then. */
  | { readonly outcome: 'assigned'; readonly until: string }
  /** This message can never be sent. `recipient`: nor any other to this person by this channel. */
  | { readonly outcome: 'refused'; readonly reason: string; readonly recipient?: 'unreachable' | 'asked' }
  /** Nothing was sent, and trying later may work. `mend`: once a person has done that. `until`: the provider says when. */
  | {
      readonly outcome: 'unavailable';
      readonly reason: string;
      readonly mend?: Mend;
      readonly until?: string;
    }
  /** No answer: it may have been sent or not. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** An answer of a member to one person, which belongs to no mission. */
interface AnswerOfMember {
  readonly workspace: string;
  readonly leadId: string;
  readonly answerId: string;
}

/** A text to a telephone number. */
export interface OutgoingText {
  readonly channel: NumberChannel;
  /** E.164, both. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** WhatsApp: the approved template that the text comes from. */
  readonly template?: { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> };
  /** What the provider's own word on it will be about; absent for texts to members, of which nobody asks what became. */
  readonly ref?: SendRef | AnswerOfMember;
}

export interface Texter {
  send(text: OutgoingText): Promise<SendOutcome>;
}

/** Whether documents still say what messages have from them. */
export interface CitationChecker {
  /** What is not borne out now, with the reason. */
  check(workspace: string, cited: readonly Citation[]): Promise<ReadonlyMap<Citation, string>>;
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>;
  /**
   * For dry runs: has the provider look at a message without delivering it. `accepted`: it would take it.
   * Undefined where the provider cannot be asked.
   */
  rehearse?(mail: OutgoingMail): Promise<SendOutcome | undefined>;
}
