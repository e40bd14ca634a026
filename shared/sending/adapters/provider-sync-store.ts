import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ProviderSyncStore } from '../app/ports/provider-lists.ts';
import { type ProviderSync, providerSyncSchema } from '../domain/provider-sync.ts';
import { providerSyncKey } from './keys.ts';

export class DynamoProviderSyncStore implements ProviderSyncStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string): Promise<ProviderSync | undefined> {
    return this.records.get(providerSyncKey(workspace), providerSyncSchema);
  }

  save(sync: ProviderSync, expected: 'absent' | 'version'): Promise<void> {
    const key = providerSyncKey(sync.workspace);
    return expected === 'absent'
      ? this.records.put(key, sync, 'absent')
      : this.records.put(key, { ...sync, version: sync.version + 1 }, { version: sync.version });
  }
}
