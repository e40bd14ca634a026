import type { AnswerApproval } from '../../../approvals/domain/approval.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue } from '../../../platform/ports/queues.ts';
import type { RecordVersion } from '../../../platform/ports/record-version.ts';
import type { AnswerMessage } from '../../contract/messages.ts';
import type { Answer } from '../../domain/answer.ts';

export type AnswerQueue = Queue<AnswerMessage>;

export interface AnswerRef {
  readonly workspace: string;
  readonly leadId: string;
  readonly id: string;
}

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
  /** `version` is the one that was read. With an approval, as it is after its decision: both or neither. */
  save(answer: Answer, events: readonly RexEvent[], approval?: AnswerApproval): Promise<Answer>;
  /**
   * Saves the claim of an answer, only while the meeting to which it invites is as it was read.
   * @throws RexError VERSION_CONFLICT when either has changed
   */
  claim(answer: Answer, events: readonly RexEvent[], unchanged: RecordVersion | undefined): Promise<Answer>;
  /** Answers that the monitor has to look at by now. */
  overdue(now: Date): Promise<AnswerRef[]>;
}
