import { approvalItem } from '../../approvals/adapters/approval-store.ts';
import type { AnswerApproval } from '../../approvals/domain/approval.ts';
import type { RexEvent } from '../../kernel/events.ts';
import { leadPartition } from '../../leads/adapters/keys.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import {
  type Expectation,
  type RecordTable,
  type TransactItem,
  transact,
} from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { RecordVersion } from '../../platform/ports/record-version.ts';
import type { AnswerRef, AnswerStore } from '../app/ports/answers.ts';
import { type Answer, answerSchema } from '../domain/answer.ts';
import { answerKey, answerPrefix, answerWork } from './keys.ts';

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

  save(answer: Answer, events: readonly RexEvent[], approval?: AnswerApproval): Promise<Answer> {
    const decided = approval && approvalItem(this.records, approval, { version: approval.version - 1 });
    return this.next(answer, events, decided ? [decided] : []);
  }

  claim(answer: Answer, events: readonly RexEvent[], unchanged: RecordVersion | undefined): Promise<Answer> {
    return this.next(answer, events, this.demanded(unchanged));
  }

  private async next(
    answer: Answer,
    events: readonly RexEvent[],
    others: readonly TransactItem[],
  ): Promise<Answer> {
    const next = { ...answer, version: answer.version + 1 };
    await transact(this.records, [
      this.item(next, { version: answer.version }),
      ...others,
      ...putEvents(this.events, events),
    ]);
    return next;
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
