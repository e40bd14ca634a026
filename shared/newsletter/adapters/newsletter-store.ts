import type { RexEvent } from '../../kernel/events.ts';
import { putEvents } from '../../platform/adapters/dynamodb/event-put.ts';
import { type RecordTable, transact } from '../../platform/adapters/dynamodb/table.ts';
import type { NewsletterStore } from '../app/ports/newsletter.ts';
import { type Newsletter, newsletterSchema } from '../domain/newsletter.ts';
import { newsletterKey, newslettersPartition } from './keys.ts';

export class DynamoNewsletterStore implements NewsletterStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  list(workspace: string): Promise<Newsletter[]> {
    return this.records.all(newslettersPartition(workspace), newsletterSchema, { consistent: true });
  }

  get(workspace: string, id: string): Promise<Newsletter | undefined> {
    return this.records.get(newsletterKey(workspace, id), newsletterSchema);
  }

  put(newsletter: Newsletter, events: readonly RexEvent[]): Promise<void> {
    const { workspace, id, version } = newsletter;
    const expected = version === 1 ? 'absent' : { version: version - 1 };
    return transact(this.records, [
      this.records.putItem(newsletterKey(workspace, id), newsletter, expected),
      ...putEvents(this.events, events),
    ]);
  }
}
