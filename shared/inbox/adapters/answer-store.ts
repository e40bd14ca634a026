import { approvalItem } from '../../approvals/adapters/approval-store.ts';
import type { AnswerApproval } from '../../approvals/domain/approval.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { leadPartition } from '../../leads/adapters/keys.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  type Expectation,
  failedGuards,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { RecordVersion } from '../../platform/ports/record-version.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { AnswerRef, AnswerStore, ClaimedAnswer } from '../app/ports/answers.ts';
import { type Answer, answerSchema } from '../domain/answer.ts';
import {
  type AnsweredMessage,
  answeredMessageSchema,
  messageOf,
  noted,
  takenBy,
} from '../domain/answered-message.ts';
import { answeredMessageKey, answerKey, answerPrefix, answerWork } from './keys.ts';

/** Its place in the transaction of an answer, where there is one. */
const NOTE_ITEM = 1;

export class DynamoAnswerStore implements AnswerStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get({ workspace, leadId, id }: AnswerRef): Promise<Answer | undefined> {
    return this.records.get(answerKey(workspace, leadId, id), answerSchema);
  }

  ofLead(workspace: string, leadId: string): Promise<Answer[]> {
    return this.records.all(leadPartition(workspace, leadId), answerSchema, {
      prefix: answerPrefix,
      consistent: true,
    });
  }

  create(
    answer: Answer,
    approval: AnswerApproval | undefined,
    events: readonly RexEvent[],
    unchanged?: RecordVersion,
  ): Promise<void> {
    return transact(this.records, [
      this.item(answer, 'absent'),
      ...this.demanded(unchanged),
      ...(approval ? [approvalItem(this.records, approval, 'absent')] : []),
      ...putEvents(this.events, events),
    ]);
  }

  answered(workspace: string, leadId: string, message: string): Promise<AnsweredMessage | undefined> {
    return this.records.get(answeredMessageKey(workspace, leadId, message), answeredMessageSchema);
  }

  async save(answer: Answer, events: readonly RexEvent[], approval?: AnswerApproval): Promise<Answer> {
    const decided = approval && approvalItem(this.records, approval, { version: approval.version - 1 });
    return this.whileNoted(answer, (known) => this.next(answer, known, events, decided ? [decided] : []));
  }

  async claim(
    answer: Answer,
    events: readonly RexEvent[],
    unchanged: RecordVersion | undefined,
  ): Promise<ClaimedAnswer> {
    return this.whileNoted(answer, async (known) => {
      const by = takenBy(known, answer);
      if (by) return { ok: false, by };
      return { ok: true, answer: await this.next(answer, known, events, this.demanded(unchanged)) };
    });
  }

  /** Tries again when another answer to the message was noted meanwhile, not when the answer itself has changed. */
  private async whileNoted<T>(
    answer: Answer,
    write: (known: AnsweredMessage | undefined) => Promise<T>,
  ): Promise<T> {
    const { workspace, leadId, claimedAt } = answer;
    const message = claimedAt === undefined ? undefined : messageOf(answer);
    if (message === undefined) return write(undefined);
    const written = await retryOnConflict(async () => {
      try {
        return { done: await write(await this.answered(workspace, leadId, message)) };
      } catch (error) {
        if (failedGuards(error).some((n) => n !== NOTE_ITEM)) return { error };
        throw error;
      }
    });
    if ('error' in written) throw written.error;
    return written.done;
  }

  private async next(
    answer: Answer,
    known: AnsweredMessage | undefined,
    events: readonly RexEvent[],
    others: readonly TransactItem[],
  ): Promise<Answer> {
    const next = { ...answer, version: answer.version + 1 };
    await transact(this.records, [
      this.item(next, { version: answer.version }),
      ...this.note(next, known),
      ...others,
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  private note(answer: Answer, known: AnsweredMessage | undefined): TransactItem[] {
    const message = messageOf(answer);
    const note = message === undefined ? undefined : noted(known, answer, message);
    if (note === undefined || note === known) return [];
    const key = answeredMessageKey(note.workspace, note.leadId, note.message);
    return [this.records.putItem(key, note, known ? { version: known.version } : 'absent')];
  }

  private demanded(record: RecordVersion | undefined): TransactItem[] {
    return record ? [this.records.unchanged(record)] : [];
  }

  async overdue(now: Date): Promise<AnswerRef[]> {
    const keys = await queryWork(this.records, answerWork, now);
    return keys.flatMap(({ pk, sk }) => {
      const [, workspace, leadId] = /^W#([^#]+)#LEAD#(.+)$/.exec(pk) ?? [];
      return workspace && leadId ? [{ workspace, leadId, id: sk.slice(answerPrefix.length) }] : [];
    });
  }

  private item(answer: Answer, expected: Expectation): TransactItem {
    const { workspace, leadId, id, dueAt } = answer;
    const due = dueAt === undefined ? {} : { workShard: answerWork.shardOf(id), workDueAt: dueAt };
    return this.records.putItem(answerKey(workspace, leadId, id), answer, expected, due);
  }
}
