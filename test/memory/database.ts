import { ConditionalCheckFailedException, TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  BatchExecuteStatementCommand,
  type BatchExecuteStatementCommandInput,
  BatchGetCommand,
  BatchWriteCommand,
  DeleteCommand,
  ExecuteStatementCommand,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { marshall } from '@aws-sdk/util-dynamodb';
import { compareText, holds, type Item, invalid, updated } from './expressions.ts';

/** What the stores of Rex send: nothing else is carried out. */
export type Command =
  | BatchExecuteStatementCommand
  | BatchGetCommand
  | BatchWriteCommand
  | DeleteCommand
  | ExecuteStatementCommand
  | GetCommand
  | PutCommand
  | QueryCommand
  | TransactWriteCommand
  | UpdateCommand;

type Transaction = NonNullable<TransactWriteCommandInput['TransactItems']>[number];
type Guarded =
  | NonNullable<Transaction['ConditionCheck']>
  | NonNullable<Transaction['Delete']>
  | NonNullable<Transaction['Put']>
  | Update;
type Update = NonNullable<Transaction['Update']>;
type Table = Map<string, Map<string, Item>>;
interface Replaced {
  readonly items: Map<string, Item>;
  readonly sk: string;
  readonly before: Item | undefined;
  readonly at: number;
}

/** The value that names the partition, of a table or of an index, in a key condition. */
const PARTITION = /^(?:pk|workShard|timelineKey) = (:[A-Za-z]+)/;
/** Writes that a read may not see yet. */
const REMEMBERED = 256;
/** Limits of DynamoDB. */
const TRANSACTION_ITEMS = 100;
const BATCH_GET_KEYS = 100;
const BATCH_WRITE_ITEMS = 25;
const BATCH_STATEMENTS = 25;
/** The only statements of PartiQL that Rex makes. */
const SELECT_WORK =
  /^SELECT pk, sk, workShard, workDueAt FROM "(\w+)"\."work" WHERE workShard IN \[(\?(?:, \?)*)\]( AND workDueAt <= \?)?$/;
const UPDATE =
  /^UPDATE "(\w+)" SET ((?:"\w+" = \?(?:, )?)+) WHERE "pk" = \? AND "sk" = \?( AND "version" = \?)?$/;
const INSERT = /^INSERT INTO "(\w+)" VALUE \{((?:'\w+': \?(?:, )?)+)\}$/;

/** Their keys, and what they hold of an item. */
const INDEXES: Readonly<Record<string, { keys: readonly [string, string]; holds: 'keys' | 'all' }>> = {
  work: { keys: ['workShard', 'workDueAt'], holds: 'keys' },
  timeline: { keys: ['timelineKey', 'timelineAt'], holds: 'all' },
};
const INDEX_HASHES = Object.values(INDEXES).map(({ keys: [hash] }) => hash);
const TABLE = { keys: ['pk', 'sk'], holds: 'all' } as const;

/**
 * DynamoDB as far as Rex uses it, in memory: conditions, updates, transactions and the two indexes. Each command is carried
 * out whole, at one moment. Items are kept and handed out frozen.
 */
export class MemoryDatabase {
  private readonly tables = new Map<string, Table>();
  /** Partitions of tables in which an item stood at some time, by partition of an index. */
  private readonly indexed = new Map<string, Set<Map<string, Item>>>();
  /** What the latest writes replaced, the newest last. */
  private readonly replaced: Replaced[] = [];
  private readonly now: () => number;
  /** How many writes there were. */
  writes = 0;
  private requests = 0;

  /** How many requests some work makes. */
  readonly requestsOf = async (work: () => Promise<unknown>): Promise<number> => {
    const before = this.requests;
    await work();
    return this.requests - before;
  };

  /** @param now milliseconds: only what sees the past asks for it */
  constructor(now = () => 0) {
    this.now = now;
  }

  /**
   * @param unseenSince writes since then are not seen yet by a read that need not be consistent
   * @throws what DynamoDB would throw; then nothing was written
   */
  run(command: Command, unseenSince = Number.POSITIVE_INFINITY): unknown {
    this.requests++;
    const undone = maySeeThePast(command) ? this.replaced.filter(({ at }) => at >= unseenSince) : [];
    if (undone.length === 0) return this.carryOutAll(command);
    const after = undone.map(({ items, sk }) => items.get(sk));
    for (const { items, sk, before } of undone.toReversed()) restore(items, sk, before);
    const answer = this.carryOutAll(command);
    // In their order: the last one of an item is the one that counts.
    for (const [i, { items, sk }] of undone.entries()) restore(items, sk, after[i]);
    return answer;
  }

  private carryOutAll(command: Command): unknown {
    if (command instanceof GetCommand) {
      const { TableName, Key } = command.input;
      return { Item: this.item(TableName, Key) };
    }
    if (command instanceof BatchGetCommand) return this.batchGet(command);
    if (command instanceof QueryCommand) return this.query(command.input);
    if (command instanceof PutCommand) return this.single({ Put: command.input as never });
    if (command instanceof DeleteCommand) {
      const { Attributes } = this.single({ Delete: command.input as Transaction['Delete'] });
      return { Attributes: command.input.ReturnValues === 'ALL_OLD' ? Attributes : undefined };
    }
    if (command instanceof UpdateCommand) return this.single({ Update: command.input as Update });
    if (command instanceof BatchWriteCommand) return this.batchWrite(command);
    if (command instanceof ExecuteStatementCommand) return this.selectWork(command);
    if (command instanceof BatchExecuteStatementCommand) return this.batchWriteEach(command);
    if (command instanceof TransactWriteCommand) return this.transact(command.input.TransactItems ?? []);
    throw new Error('The database in memory knows no such command.');
  }

  /** The item as it is now, undefined when there is none. */
  peek = (table: string, key: Item): Item | undefined => this.item(table, key);

  /** Every item of a table, by key. */
  everything(table: string): Item[] {
    const partitions = [...this.table(table)].toSorted(([a], [b]) => compareText(a, b));
    return partitions.flatMap(([, items]) => inOrder([...items.values()], 'sk'));
  }

  private table(name: string | undefined): Table {
    const known = this.tables.get(name ?? '');
    if (known) return known;
    const table: Table = new Map();
    this.tables.set(name ?? '', table);
    return table;
  }

  private item(table: string | undefined, key: Item | undefined): Item | undefined {
    return this.table(table).get(String(key?.['pk']))?.get(String(key?.['sk']));
  }

  private put(table: string | undefined, item: Item): void {
    this.writes++;
    const partitions = this.table(table);
    const pk = String(item['pk']);
    const partition = partitions.get(pk) ?? new Map<string, Item>();
    const sk = String(item['sk']);
    this.noteReplaced(partition, sk);
    partitions.set(pk, partition.set(sk, frozen(item)));
    for (const hash of INDEX_HASHES) {
      const value = item[hash];
      if (typeof value !== 'string') continue;
      const name = `${table} ${hash} ${value}`;
      this.indexed.set(name, (this.indexed.get(name) ?? new Set()).add(partition));
    }
  }

  private batchGet({ input }: BatchGetCommand): unknown {
    const requests = Object.entries(input.RequestItems ?? {});
    const Responses = requests.map(([table, { Keys = [] }]) => {
      if (Keys.length > BATCH_GET_KEYS || new Set(Keys.map(nameOf)).size < Keys.length)
        throw invalid('Too many keys, or one twice.');
      return [table, Keys.flatMap((key) => this.item(table, key) ?? [])] as const;
    });
    return { Responses: Object.fromEntries(Responses), UnprocessedKeys: {} };
  }

  private batchWrite({ input }: BatchWriteCommand): unknown {
    for (const [table, requests] of Object.entries(input.RequestItems ?? {})) {
      const items = requests.map(({ PutRequest }) => PutRequest?.Item ?? {});
      if (items.length > BATCH_WRITE_ITEMS || new Set(items.map(nameOf)).size < items.length)
        throw invalid('Too many items, or one twice.');
      for (const item of items) this.put(table, item);
    }
    return { UnprocessedItems: {} };
  }

  private batchWriteEach({ input: { Statements = [] } }: BatchExecuteStatementCommand): unknown {
    const writes = Statements.map(statedWrite);
    const keys = writes.map(({ table, item }) => `${table} ${nameOf(item)}`);
    if (writes.length > BATCH_STATEMENTS || new Set(keys).size < keys.length)
      throw invalid('Too many statements, or two on one item.');
    const Responses = writes.map(({ table: TableName, item, changes }) => {
      const before = this.item(TableName, item);
      if (!changes && before) return { TableName, Error: { Code: 'DuplicateItem' } };
      if (changes && (!before || (changes.guarded && before['version'] !== changes.version)))
        return { TableName, Error: { Code: 'ConditionalCheckFailed' } };
      this.put(TableName, { ...before, ...item });
      return { TableName };
    });
    return { Responses };
  }

  private selectWork({ input: { Statement = '', Parameters = [] } }: ExecuteStatementCommand): unknown {
    const [, TableName, marks = '', before] = SELECT_WORK.exec(Statement) ?? [];
    const shards = Parameters.slice(0, marks.split(', ').length);
    const [until, ...others] = Parameters.slice(shards.length);
    if (TableName === undefined || others.length > 0 || (until === undefined) !== (before === undefined))
      throw invalid(Statement);
    return {
      Items: shards.flatMap((shard) =>
        inOrder(
          this.candidates(TableName, 'workShard', shard)
            .filter((item) => item['workShard'] === shard)
            .filter(({ workDueAt }) => until === undefined || String(workDueAt) <= String(until)),
          'workDueAt',
        ).map(({ pk, sk, workShard, workDueAt }) => ({ pk, sk, workShard, workDueAt })),
      ),
    };
  }

  private query(input: QueryCommandInput): unknown {
    const { TableName, IndexName, KeyConditionExpression = '', Limit, ScanIndexForward = true } = input;
    const index = IndexName === undefined ? TABLE : INDEXES[IndexName];
    if (!index) throw invalid(`There is no index ${IndexName}.`);
    const [hash, range] = index.keys;
    const values = input.ExpressionAttributeValues ?? {};
    const [, pk = ''] = PARTITION.exec(KeyConditionExpression) ?? [];
    const candidates = this.candidates(TableName, IndexName === undefined ? undefined : hash, values[pk]);
    const context = { names: input.ExpressionAttributeNames, values };
    const found = candidates.filter(
      (item) => item[hash] === values[pk] && holds(KeyConditionExpression, item, context),
    );
    const sorted = ScanIndexForward ? inOrder(found, range) : inOrder(found, range).toReversed();
    const start = input.ExclusiveStartKey;
    const left = start
      ? sorted.filter((item) => order(item, start, range) * (ScanIndexForward ? 1 : -1) > 0)
      : sorted;
    const Items = left.slice(0, Limit ?? left.length);
    const last = Limit !== undefined && Items.length === Limit ? Items.at(-1) : undefined;
    const keysOf = (item: Item): Item =>
      Object.fromEntries([...new Set(['pk', 'sk', hash, range])].map((key) => [key, item[key]]));
    return {
      Items: index.holds === 'all' ? Items : Items.map(keysOf),
      ...(last ? { LastEvaluatedKey: keysOf(last) } : {}),
    };
  }

  /** Every item of a partition, and others that may stand in it, of the table or of an index. */
  private candidates(table: string | undefined, index: string | undefined, value: unknown): Item[] {
    if (index === undefined) return [...(this.table(table).get(String(value))?.values() ?? [])];
    const partitions = this.indexed.get(`${table} ${index} ${String(value)}`) ?? [];
    return [...partitions].flatMap((items) => [...items.values()]);
  }

  private single(write: Transaction): { readonly Attributes: Item | undefined } {
    const { guarded, key } = partsOf(write);
    const before = this.item(guarded.TableName, key);
    if (!passes(guarded, before)) {
      const old = guarded.ReturnValuesOnConditionCheckFailure === 'ALL_OLD' ? before : undefined;
      throw new ConditionalCheckFailedException({
        message: 'The conditional request failed',
        $metadata: {},
        ...(old ? { Item: marshall(old) } : {}),
      });
    }
    return { Attributes: this.carryOut(write, before) };
  }

  private transact(writes: readonly Transaction[]): unknown {
    const parts = writes.map((write) => {
      const { guarded, key } = partsOf(write);
      const name = `${guarded.TableName} ${nameOf(key)}`;
      return { write, name, guarded, before: this.item(guarded.TableName, key) };
    });
    if (writes.length > TRANSACTION_ITEMS || new Set(parts.map(({ name }) => name)).size < writes.length)
      throw invalid('Too many items in a transaction, or one twice.');
    const passed = parts.map(({ guarded, before }) => passes(guarded, before));
    if (passed.includes(false)) {
      throw new TransactionCanceledException({
        message: 'Transaction cancelled',
        $metadata: {},
        CancellationReasons: passed.map((ok) => ({ Code: ok ? 'None' : 'ConditionalCheckFailed' })),
      });
    }
    for (const { write, before } of parts) this.carryOut(write, before);
    return {};
  }

  private remove(table: string | undefined, key: Item | undefined): void {
    const items = this.table(table).get(String(key?.['pk']));
    const sk = String(key?.['sk']);
    if (!items?.has(sk)) return;
    this.noteReplaced(items, sk);
    items.delete(sk);
  }

  private noteReplaced(items: Map<string, Item>, sk: string): void {
    this.replaced.push({ items, sk, before: items.get(sk), at: this.now() });
    if (this.replaced.length > REMEMBERED) this.replaced.shift();
  }

  /** @returns the item after an update, and before a removal */
  private carryOut({ Put, Delete, Update }: Transaction, before: Item | undefined): Item | undefined {
    if (Delete) {
      this.remove(Delete.TableName, Delete.Key);
      return before;
    }
    if (Put) this.put(Put.TableName, Put.Item ?? {});
    if (!Update) return undefined;
    const next = updated(Update.UpdateExpression ?? '', before ?? (Update.Key as Item), contextOf(Update));
    this.put(Update.TableName, next);
    return next;
  }
}

/** What a statement writes: an item, or changes of one. */
export function statedWrite({
  Statement = '',
  Parameters = [],
}: NonNullable<BatchExecuteStatementCommandInput['Statements']>[number]) {
  const [, table, fields = '', guard] = UPDATE.exec(Statement) ?? INSERT.exec(Statement) ?? [];
  const names = [...fields.matchAll(/\w+/g)].map(([name]) => name);
  const isChange = Statement.startsWith('UPDATE');
  const rest = Parameters.slice(names.length);
  if (table === undefined || rest.length !== (isChange ? (guard ? 3 : 2) : 0)) throw invalid(Statement);
  const [pk, sk, version] = rest;
  const item: Item = Object.fromEntries(names.map((name, i) => [name, Parameters[i]]));
  if (!isChange) return { table, item, changes: undefined };
  return { table, item: { ...item, pk, sk }, changes: { guarded: guard !== undefined, version } };
}

/** Whether a command reads and need not see the latest. */
export function maySeeThePast(command: Command): boolean {
  if (
    command instanceof GetCommand ||
    command instanceof QueryCommand ||
    command instanceof ExecuteStatementCommand
  )
    return !command.input.ConsistentRead;
  if (!(command instanceof BatchGetCommand)) return false;
  return Object.values(command.input.RequestItems ?? {}).every(({ ConsistentRead }) => !ConsistentRead);
}

function restore(items: Map<string, Item>, sk: string, item: Item | undefined): void {
  if (item) items.set(sk, item);
  else items.delete(sk);
}

function partsOf({ ConditionCheck, Delete, Put, Update }: Transaction): { guarded: Guarded; key: Item } {
  if (Put) return { guarded: Put, key: Put.Item ?? {} };
  const guarded = Update ?? Delete ?? ConditionCheck;
  if (!guarded) throw new Error('The database in memory knows no such write.');
  return { guarded, key: guarded.Key as Item };
}

const contextOf = (guarded: Guarded) => ({
  names: guarded.ExpressionAttributeNames,
  values: guarded.ExpressionAttributeValues,
});

const passes = (guarded: Guarded, before: Item | undefined): boolean =>
  guarded.ConditionExpression === undefined ||
  holds(guarded.ConditionExpression, before ?? {}, contextOf(guarded));

const nameOf = (key: Item): string => `${key['pk']}\n${key['sk']}`;

const order = (a: Item, b: Item, range: string): number =>
  compareText(String(a[range]), String(b[range])) ||
  compareText(String(a['pk']), String(b['pk'])) ||
  compareText(String(a['sk']), String(b['sk']));

const inOrder = (items: readonly Item[], range: string): Item[] =>
  items.toSorted((a, b) => order(a, b, range));

/** A copy without what is undefined, as the document client writes it. */
function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value;
  if (Array.isArray(value)) return Object.freeze(value.map(frozen)) as T;
  if (value instanceof Uint8Array) return value;
  const copy: Record<string, unknown> = {};
  for (const key in value) {
    const each = (value as Item)[key];
    if (each !== undefined) copy[key] = frozen(each);
  }
  return Object.freeze(copy) as T;
}
