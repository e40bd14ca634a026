import type { NumberChannel } from '../../../channels/contract/channels.ts';
import type { SomeCounts } from '../../../engagement/domain/hour-counts.ts';
import type { Send } from '../../domain/send.ts';

/** Names a message: its place in the ledger. */
export interface SendRef {
  readonly workspace: string;
  readonly missionId: string;
  readonly cohort: string;
  readonly leadId: string;
  readonly step: number;
}

export interface SendLedger {
  /** False when this message was claimed before, by whomever: then it must not be sent. */
  claim(send: Send): Promise<boolean>;
  /** Lets go of a claim of a message that the provider did not send, so that it can be claimed again. */
  release(send: Send, reason: string): Promise<void>;
  save(send: Send): Promise<Send>;
  /** The same, and counts what it tells in the same transaction: three times as dear. */
  saveCounted(send: Send, at: Date, counts: SomeCounts): Promise<Send>;
  get(ref: SendRef): Promise<Send | undefined>;
  getMany(refs: readonly SendRef[]): Promise<(Send | undefined)[]>;
  ofCohort(
    workspace: string,
    missionId: string,
    cohort: string,
    consistency?: 'consistent' | 'eventual',
  ): Promise<Send[]>;
  page(
    workspace: string,
    missionId: string,
    cohort: string,
    options: { limit: number; after?: Pick<SendRef, 'leadId' | 'step'> | undefined },
  ): Promise<Send[]>;
}

export interface OutgoingMail {
  readonly raw: Uint8Array;
  readonly from: string;
  readonly to: string;
  /** Letters, digits, `_` and `-` only: SES takes no others. */
  readonly tags: Readonly<Record<string, string>>;
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
  /** Nothing was sent, and trying later may work. `mend`: once a person has done that. */
  | { readonly outcome: 'unavailable'; readonly reason: string; readonly mend?: Mend }
  /** No answer: it may have been sent or not. */
  | { readonly outcome: 'unknown'; readonly reason: string };

/** A text to a telephone number. */
export interface OutgoingText {
  readonly channel: NumberChannel;
  /** E.164, both. */
  readonly to: string;
  readonly from: string;
  readonly text: string;
  /** WhatsApp: the approved template that the text comes from. */
  readonly template?: { readonly contentSid: string; readonly variables: Readonly<Record<string, string>> };
  /** What the provider's own word on it will be about. */
  readonly ref: SendRef;
}

export interface Texter {
  send(text: OutgoingText): Promise<SendOutcome>;
}

export interface Mailer {
  send(mail: OutgoingMail): Promise<SendOutcome>;
}
