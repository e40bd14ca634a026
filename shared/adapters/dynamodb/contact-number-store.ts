import type { ContactNumberStore } from '../../app/ports/contact-numbers.ts';
import { type ContactNumber, contactNumberSchema } from '../../domain/channels/contact-number.ts';
import { contactNumberKey } from './keys.ts';
import type { RecordTable } from './table.ts';

export class DynamoContactNumberStore implements ContactNumberStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string, id: string): Promise<ContactNumber | undefined> {
    return this.records.get(contactNumberKey(workspace, id), contactNumberSchema);
  }

  getMany(workspace: string, ids: readonly string[]): Promise<(ContactNumber | undefined)[]> {
    return this.records.getMany(
      ids.map((id) => contactNumberKey(workspace, id)),
      contactNumberSchema,
    );
  }

  async save(number: ContactNumber): Promise<ContactNumber> {
    const next = { ...number, version: number.version + 1 };
    const key = contactNumberKey(number.workspace, number.id);
    await this.records.put(key, next, number.version === 0 ? 'absent' : { version: number.version });
    return next;
  }
}
