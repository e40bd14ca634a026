import type { RexEvent } from '../../kernel/events.ts';
import { putWithEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ContactNumberStore } from '../app/ports/contact-numbers.ts';
import { type ContactNumber, contactNumberSchema } from '../domain/contact-number.ts';
import { contactNumberKey } from './keys.ts';

export class DynamoContactNumberStore implements ContactNumberStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
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

  async save(number: ContactNumber, events: readonly RexEvent[] = []): Promise<ContactNumber> {
    const next = { ...number, version: number.version + 1 };
    const key = contactNumberKey(number.workspace, number.id);
    const expected = number.version === 0 ? 'absent' : { version: number.version };
    await putWithEvents(this.records, { key, record: next, expected }, this.events, events);
    return next;
  }
}
