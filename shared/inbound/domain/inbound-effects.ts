import type { HoldReason } from '../../leads/contract/hold.ts';
import type { SuppressionReason } from '../../leads/contract/suppressions.ts';
import type { ReplyClass } from '../../mail/contract/reply-class.ts';
import type { InboundKind } from '../../mail/domain/inbound-kind.ts';

/** How an inbound message was read: who wrote it, and why. */
export interface InboundReading {
  readonly kind: InboundKind;
  readonly byMachine?: boolean;
  /** Whether it contains words that may be an opt-out, without certainty. */
  readonly possibleOptOut?: boolean;
  /** What it says; it never makes an effect weaker. */
  readonly class?: ReplyClass | undefined;
}

export interface InboundEffect {
  /** Suppresses the person permanently. Only certain readings do so. */
  readonly suppress?: SuppressionReason;
  /** Holds the person from every mission and channel, until an operator has decided. */
  readonly hold?: HoldReason;
  /** The sequence waits until the person is back. */
  readonly wait?: true;
  /** Whether it is recorded with the message that it answers, which ends the sequence. Answers of machines are not. */
  readonly tellLedger?: true;
}

interface InboundRule {
  readonly kind?: InboundKind;
  readonly byMachine?: boolean;
  readonly possibleOptOut?: true;
  readonly class?: ReplyClass;
  readonly effect: InboundEffect;
}

/**
 * The effects of inbound messages on their author. The first rule that matches applies; a rule matches any value of the
 * fields that it does not name. Suppression needs certainty, a hold needs only a doubt: an operator reads everything that a
 * person may have written before Rex writes again. Bounces are not here: their own report says whom they are about
 * (`bounce-effect.ts`).
 */
export const INBOUND_RULES: readonly InboundRule[] = [
  { kind: 'unsubscribe_request', effect: { suppress: 'unsubscribe', tellLedger: true } },
  { kind: 'complaint', effect: { suppress: 'complaint', tellLedger: true } },
  { kind: 'bounce', effect: {} },
  { kind: 'unreadable', effect: { hold: 'unreadable' } },
  { kind: 'reply', possibleOptOut: true, effect: { hold: 'possible_opt_out', tellLedger: true } },
  { kind: 'reply', effect: { hold: 'reply', tellLedger: true } },
  // For any kind of author: machine headers are easily copied, and a note may contain a person's own words.
  { possibleOptOut: true, effect: { hold: 'possible_opt_out' } },
  { byMachine: true, class: 'challenge_response', effect: { hold: 'challenge' } },
  { byMachine: true, class: 'wrong_person', effect: { hold: 'wrong_person' } },
  { kind: 'out_of_office', byMachine: true, effect: { wait: true } },
  { kind: 'out_of_office', effect: { hold: 'absence_by_words' } },
  { kind: 'auto_reply', byMachine: true, effect: {} },
  { kind: 'auto_reply', effect: { hold: 'automatic_by_words' } },
];

export function effectOf({
  kind,
  byMachine = false,
  possibleOptOut = false,
  class: said,
}: InboundReading): InboundEffect {
  const rule = INBOUND_RULES.find(
    (each) =>
      (each.kind === undefined || each.kind === kind) &&
      (each.byMachine === undefined || each.byMachine === byMachine) &&
      (each.possibleOptOut === undefined || possibleOptOut) &&
      (each.class === undefined || each.class === said),
  );
  // A person reads everything that matches no rule.
  return rule?.effect ?? { hold: 'reply' };
}
