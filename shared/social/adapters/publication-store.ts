import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { PublicationStore } from '../app/ports/publications.ts';
import { type Publication, publicationSchema } from '../domain/publication.ts';
import { publicationKey } from './keys.ts';

export class DynamoPublicationStore implements PublicationStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string, taskId: string): Promise<Publication | undefined> {
    return this.records.get(publicationKey(workspace, taskId), publicationSchema);
  }

  async save(publication: Publication): Promise<Publication> {
    const { workspace, taskId, version } = publication;
    const next = { ...publication, version: version + 1 };
    await this.records.put(publicationKey(workspace, taskId), next, version === 0 ? 'absent' : { version });
    return next;
  }
}
