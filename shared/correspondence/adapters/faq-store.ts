import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { AnswerDraftStore, FaqStore } from '../app/ports/correspondence.ts';
import { type AnswerDraft, answerDraftSchema } from '../domain/answer-draft.ts';
import { type FaqEntry, faqEntrySchema } from '../domain/faq-entry.ts';
import { answerDraftKey, faqKey, faqPartition } from './keys.ts';

export class DynamoFaqStore implements FaqStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<FaqEntry[]> {
    return this.records.all(faqPartition(workspace), faqEntrySchema, { consistent: true });
  }

  get(workspace: string, id: string): Promise<FaqEntry | undefined> {
    return this.records.get(faqKey(workspace, id), faqEntrySchema);
  }

  put(entry: FaqEntry, events: readonly RexEvent[]): Promise<void> {
    const { workspace, id, version } = entry;
    return transact(this.records, [
      this.records.putItem(faqKey(workspace, id), entry, version === 1 ? 'absent' : { version: version - 1 }),
      ...putEvents(this.events, events),
    ]);
  }

  remove({ workspace, id, version }: FaqEntry, events: readonly RexEvent[]): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...faqKey(workspace, id) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
      ...putEvents(this.events, events),
    ]);
  }
}

export class DynamoAnswerDraftStore implements AnswerDraftStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string, leadId: string, message: string): Promise<AnswerDraft | undefined> {
    return this.records.get(answerDraftKey(workspace, leadId, message), answerDraftSchema);
  }

  putOnce(draft: AnswerDraft): Promise<void> {
    return this.records.putOnce(answerDraftKey(draft.workspace, draft.leadId, draft.message), draft);
  }
}
