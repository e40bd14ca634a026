import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import { queryWork } from '../../platform/adapters/dynamodb/work-index.ts';
import type { DocumentStore } from '../app/ports/knowledge.ts';
import {
  documentSchema,
  type IndexCopy,
  indexCopySchema,
  type KnowledgeDocument,
  type LibraryHead,
  libraryHeadSchema,
} from '../domain/document.ts';
import {
  documentKey,
  documentPrefix,
  indexCopyKey,
  knowledgePartition,
  knowledgeWork,
  libraryHeadKey,
} from './keys.ts';

export class DynamoDocumentStore implements DocumentStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<KnowledgeDocument | undefined> {
    return this.records.get(documentKey(workspace, id), documentSchema);
  }

  list(workspace: string): Promise<KnowledgeDocument[]> {
    return this.records.all(knowledgePartition(workspace), documentSchema, {
      prefix: documentPrefix,
      consistent: true,
    });
  }

  async head(workspace: string): Promise<LibraryHead> {
    const head = await this.records.get(libraryHeadKey(workspace), libraryHeadSchema);
    return head ?? { workspace, version: 0, passages: 0 };
  }

  save(
    document: KnowledgeDocument,
    events: readonly RexEvent[],
    index?: { readonly head: LibraryHead; readonly passages: number },
  ): Promise<void> {
    const { workspace, id, version, dueAt } = document;
    const put = this.records.putItem(
      documentKey(workspace, id),
      document,
      version === 1 ? 'absent' : { version: version - 1 },
      dueAt === null ? {} : { workShard: knowledgeWork.shardOf(id), workDueAt: dueAt },
    );
    return transact(this.records, [
      put,
      ...(index ? [this.grown(index)] : []),
      ...putEvents(this.events, events),
    ]);
  }

  private grown({ head, passages }: { readonly head: LibraryHead; readonly passages: number }) {
    const { workspace, version } = head;
    const next = { ...head, version: version + 1, passages: Math.max(0, head.passages + passages) };
    return this.records.putItem(libraryHeadKey(workspace), next, version === 0 ? 'absent' : { version });
  }

  delete({ workspace, id, version }: KnowledgeDocument): Promise<void> {
    return transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...documentKey(workspace, id) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
    ]);
  }

  copy(workspace: string): Promise<IndexCopy | undefined> {
    return this.records.get(indexCopyKey(workspace), indexCopySchema);
  }

  noteCopy(copy: IndexCopy): Promise<void> {
    const { workspace, version } = copy;
    return this.records.put(
      indexCopyKey(workspace),
      copy,
      version === 1 ? 'absent' : { version: version - 1 },
    );
  }

  async overdue(now: Date): Promise<{ workspace: string; id: string }[]> {
    const keys = await queryWork(this.records, knowledgeWork, now);
    return keys.flatMap(({ pk, sk }) => {
      const [, workspace] = /^W#([^#]+)#KNOWLEDGE$/.exec(pk) ?? [];
      return workspace ? [{ workspace, id: sk.slice(documentPrefix.length) }] : [];
    });
  }
}
