import type { RexEvent } from '../../kernel/events.ts';
import { putVersioned } from '../../platform/adapters/dynamodb/event-put.ts';
import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { ErasureStore } from '../app/ports/erasures.ts';
import { type Erasure, erasureSchema } from '../domain/erasure.ts';
import { erasureKey, erasuresPartition } from './keys.ts';

export class DynamoErasureStore implements ErasureStore {
  private readonly table: RecordTable;
  private readonly events: RecordTable;

  constructor(table: RecordTable, events: RecordTable) {
    this.table = table;
    this.events = events;
  }

  get(workspace: string, id: string): Promise<Erasure | undefined> {
    return this.table.get(erasureKey(workspace, id), erasureSchema);
  }

  save(erasure: Erasure, expected: 'absent' | 'version', events: readonly RexEvent[]): Promise<Erasure> {
    const key = erasureKey(erasure.workspace, erasure.id);
    return putVersioned(this.table, { key, record: erasure, expected }, this.events, events);
  }

  all(workspace: string): Promise<Erasure[]> {
    return this.table.all(erasuresPartition(workspace), erasureSchema);
  }

  async list(workspace: string, options: { readonly limit: number; readonly cursor?: string | undefined }) {
    const { items, cursor } = await this.table.page(erasuresPartition(workspace), erasureSchema, options);
    return { erasures: items, cursor };
  }
}
