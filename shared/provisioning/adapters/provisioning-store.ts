import type { RexEvent } from '../../kernel/events.ts';
import { putVersioned } from '../../platform/adapters/dynamodb/event-put.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ProvisioningStore } from '../app/ports/provisionings.ts';
import { type Provisioning, provisioningSchema } from '../domain/provisioning.ts';
import { provisioningKey } from './keys.ts';

export class DynamoProvisioningStore implements ProvisioningStore {
  private readonly records: RecordTable;
  private readonly events: RecordTable;

  constructor(records: RecordTable, events: RecordTable) {
    this.records = records;
    this.events = events;
  }

  get(workspace: string, domain: string, consistent: 'consistent' | 'eventual' = 'consistent') {
    return this.records.get(provisioningKey(workspace, domain), provisioningSchema, consistent);
  }

  save(
    provisioning: Provisioning,
    expected: 'absent' | 'version',
    events: readonly RexEvent[] = [],
  ): Promise<Provisioning> {
    const { workspace, domain } = provisioning;
    return putVersioned(
      this.records,
      { key: provisioningKey(workspace, domain), record: provisioning, expected },
      this.events,
      events,
    );
  }
}
