import type { AnswerApproval } from '../../../approvals/domain/approval.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue } from '../../../platform/ports/queues.ts';
import type { RecordVersion } from '../../../platform/ports/record-version.ts';
import type { AnswerMessage } from '../../contract/messages.ts';
import type { Answer } from '../../domain/answer.ts';
import type { AnsweredBy, AnsweredMessage } from '../../domain/answered-message.ts';

export type AnswerQueue = Queue<AnswerMessage>;

export interface AnswerRef {
  readonly workspace: string;
  readonly leadId: string;
  readonly id: string;
}

/** Not ok: somebody else has answered the message meanwhile, and nothing was written. */
export type ClaimedAnswer =
  | { readonly ok: true; readonly answer: Answer }
  | { readonly ok: false; readonly by: AnsweredBy };

export interface AnswerStore {
  get(ref: AnswerRef): Promise<Answer | undefined>;
  ofLead(workspace: string, leadId: string): Promise<Answer[]>;
  /**
   * Stores a new answer, with the approval that it needs, all or nothing.
   * @param unchanged the meeting to which it invites
   * @throws RexError VERSION_CONFLICT when the answer is there, or the meeting has changed
   */
  create(
    answer: Answer,
    approval: AnswerApproval | undefined,
    events: readonly RexEvent[],
    unchanged?: RecordVersion,
  ): Promise<void>;
  /** Who has answered a message of the person; undefined when nobody ever claimed an answer to it. */
  answered(workspace: string, leadId: string, message: string): Promise<AnsweredMessage | undefined>;
  /**
   * `version` is the one that was read. With an approval, as it is after its decision: both or neither. A claim that comes to
   * nothing frees its message in the same write.
   */
  save(answer: Answer, events: readonly RexEvent[], approval?: AnswerApproval): Promise<Answer>;
  /**
   * Saves the claim of an answer, with a note beside the message that it answers: only while the meeting to which it invites is as
   * it was read, and nobody has answered the message but by answers that its author had seen.
   * @throws RexError VERSION_CONFLICT when the answer or the meeting has changed
   */
  claim(
    answer: Answer,
    events: readonly RexEvent[],
    unchanged: RecordVersion | undefined,
  ): Promise<ClaimedAnswer>;
  /** Answers that the monitor has to look at by now. */
  overdue(now: Date): Promise<AnswerRef[]>;
}
