import type { ContactNumberStore } from '../../channels/app/ports/contact-numbers.ts';
import { recordNumberWords } from '../../channels/app/record-number-words.ts';
import type { NumberChannel } from '../../channels/contract/channels.ts';
import type { SendRef } from '../../sending/app/ports/sending.ts';
import { type FeedbackDeps, recordFeedback } from '../../sending/app/record-feedback.ts';
import type { Feedback } from '../../sending/domain/send.ts';

export interface TextStatus {
  readonly ref: SendRef;
  readonly channel: NumberChannel;
  readonly numberId: string;
  readonly at: string;
  readonly sid: string;
  /** Undefined when the ledger does not store this status. */
  readonly feedback: Feedback | undefined;
  readonly word: 'unreachable' | 'asked' | undefined;
}

export interface RecordTextStatusDeps extends FeedbackDeps {
  readonly numbers: ContactNumberStore;
}

/** Records the provider's status of a text. The number is stopped before the ledger is updated: a death repeats both. */
export async function recordTextStatus(
  deps: RecordTextStatusDeps,
  { ref, channel, numberId, at, sid, feedback, word }: TextStatus,
): Promise<void> {
  const { workspace } = ref;
  if (word) await recordNumberWords(deps, { workspace, numberId, channel, words: [word], at, source: sid });
  if (feedback) await recordFeedback(deps, [{ ref, feedback }]);
}
