import * as z from 'zod';
import { RexError } from '../../../kernel/errors.ts';
import type { RexEvent } from '../../../kernel/events.ts';
import type { Collection, Kept, NamedRequest, PageAsked } from '../../ports/collection.ts';
import { putEvents } from './event-put.ts';
import { collectionRequestKey, type Key, key } from './keys.ts';
import {
  type Expectation,
  isConflict,
  type RecordTable,
  type Tables,
  type TransactItem,
  transact,
} from './table.ts';

const requestSchema = z.object({ id: z.string(), hash: z.string() });

export interface CollectionOf<S extends z.ZodType> {
  /** Names it in the keys of requests. */
  readonly name: string;
  readonly schema: S;
  readonly partition: (workspace: string) => string;
  /** Attributes of indexes. */
  readonly extra?: (record: z.infer<S>) => object;
}

/** One partition of a workspace, one record for each thing, by its id. */
export class DynamoCollection<S extends z.ZodType<Kept>> implements Collection<z.infer<S>> {
  protected readonly records: RecordTable;
  protected readonly events: RecordTable;
  private readonly of: CollectionOf<S>;

  constructor({ records, events }: Tables, of: CollectionOf<S>) {
    this.records = records;
    this.events = events;
    this.of = of;
  }

  get(workspace: string, id: string): Promise<z.infer<S> | undefined> {
    return this.records.get(this.key(workspace, id), this.of.schema);
  }

  async getMany(workspace: string, ids: readonly string[]): Promise<z.infer<S>[]> {
    const keys = ids.map((id) => this.key(workspace, id));
    const found = await this.records.getMany(keys, this.of.schema, 'consistent');
    return found.flatMap((record) => (record === undefined ? [] : [record]));
  }

  page(workspace: string, asked: PageAsked): Promise<{ items: z.infer<S>[]; cursor: string | null }> {
    const options = { ...asked, newestFirst: true, consistent: true };
    return this.records.page(this.of.partition(workspace), this.of.schema, options);
  }

  all(workspace: string): Promise<z.infer<S>[]> {
    return this.records.all(this.of.partition(workspace), this.of.schema, { consistent: true });
  }

  create(record: z.infer<S>, events: readonly RexEvent[], request?: NamedRequest): Promise<z.infer<S>> {
    return this.createWith(record, events, [], request);
  }

  /**
   * What an earlier request of this key created; undefined when there was none.
   * @throws RexError IDEMPOTENCY_MISMATCH when the key named another request; CONFLICT when what it created was removed
   */
  async ofRequest(workspace: string, request: NamedRequest): Promise<z.infer<S> | undefined> {
    const known = await this.knownRequest(workspace, request);
    if (!known) return undefined;
    const earlier = await this.get(workspace, known.id);
    if (!earlier) throw new RexError('CONFLICT', 'What this Idempotency-Key created was removed since.');
    return earlier;
  }

  /** What it created may have been removed since. @throws RexError IDEMPOTENCY_MISMATCH */
  protected async knownRequest(workspace: string, request: NamedRequest) {
    const once = collectionRequestKey(workspace, this.of.name, request.key);
    const known = await this.records.get(once, requestSchema);
    if (known && known.hash !== request.hash) throw mismatch();
    return known;
  }

  async save(record: z.infer<S>, events: readonly RexEvent[]): Promise<z.infer<S>> {
    return this.saveWith(record, events, []);
  }

  remove(record: z.infer<S>, events: readonly RexEvent[]): Promise<void> {
    return this.removeWith(record, events, []);
  }

  protected async createWith(
    record: z.infer<S>,
    events: readonly RexEvent[],
    beside: readonly TransactItem[],
    request?: NamedRequest,
  ): Promise<z.infer<S>> {
    const { workspace, id } = record;
    try {
      await transact(this.records, [
        this.item(record, 'absent'),
        ...beside,
        ...(request ? [this.requestItem(workspace, request, id)] : []),
        ...putEvents(this.events, events),
      ]);
      return record;
    } catch (error) {
      const earlier = request && isConflict(error) ? await this.ofRequest(workspace, request) : undefined;
      if (!earlier) throw error;
      return earlier;
    }
  }

  protected async saveWith(
    record: z.infer<S>,
    events: readonly RexEvent[],
    beside: readonly TransactItem[],
  ): Promise<z.infer<S>> {
    const next = { ...record, version: record.version + 1 };
    await transact(this.records, [
      this.item(next, { version: record.version }),
      ...beside,
      ...putEvents(this.events, events),
    ]);
    return next;
  }

  protected async removeWith(
    { workspace, id, version }: z.infer<S>,
    events: readonly RexEvent[],
    beside: readonly TransactItem[],
  ): Promise<void> {
    await transact(this.records, [
      {
        Delete: {
          TableName: this.records.name,
          Key: { ...this.key(workspace, id) },
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': version },
        },
      },
      ...beside,
      ...putEvents(this.events, events),
    ]);
  }

  /** A guarded put, for transactions that write another record as well. */
  item(record: z.infer<S>, expected: Expectation): TransactItem {
    const { workspace, id } = record;
    return this.records.putItem(this.key(workspace, id), record, expected, this.of.extra?.(record));
  }

  /** By it `ofRequest` finds the record; no other gets it. */
  protected requestItem(workspace: string, request: NamedRequest, id: string): TransactItem {
    const once = collectionRequestKey(workspace, this.of.name, request.key);
    return this.records.putItem(once, { id, hash: request.hash }, 'absent');
  }

  private key(workspace: string, id: string): Key {
    return key(this.of.partition(workspace), id);
  }
}

const mismatch = (): RexError =>
  new RexError('IDEMPOTENCY_MISMATCH', 'This Idempotency-Key was used for another request; use a new key.', {
    fields: [{ path: 'headers.idempotency-key', message: 'was used for another request' }],
  });
