import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ContentStore } from '../app/ports/contents.ts';
import { type MissionContent, missionContentSchema } from '../domain/content.ts';
import { contentKey } from './keys.ts';

export class DynamoContentStore implements ContentStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  put(workspace: string, id: string, content: MissionContent): Promise<void> {
    return this.records.putOnce(contentKey(workspace, id), content);
  }

  save(workspace: string, id: string, content: MissionContent): Promise<void> {
    const { version } = content;
    return this.records.put(contentKey(workspace, id), { ...content, version: version + 1 }, { version });
  }

  get(workspace: string, id: string): Promise<MissionContent | undefined> {
    return this.records.get(contentKey(workspace, id), missionContentSchema);
  }
}
