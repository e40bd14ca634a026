import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { deflateRawSync, inflateRawSync } from 'node:zlib';
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import {
  BatchGetCommand,
  type BatchGetCommandInput,
  type BatchGetCommandOutput,
  DynamoDBDocumentClient,
  GetCommand,
  PutCommand,
  QueryCommand,
  type QueryCommandOutput,
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { chunksOf, mapConcurrent } from '../../../kernel/concurrency.ts';
import { asStored, storedForm } from '../../../kernel/contract/tolerance.ts';
import { RexError } from '../../../kernel/errors.ts';
import { foreignCursor } from '../../cursor.ts';
import { OF_THE_STORE } from '../../domain/of-the-store.ts';
import type { RecordVersion } from '../../ports/record-version.ts';
import type { Key } from './keys.ts';

/** DynamoDB's own limit. */
const BATCH_GET_KEYS = 100;

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/**
 * Written with every record: grows when records change so that the version of Rex before cannot read them. Fields that
 * come and names that come do not count: they are read tolerantly (`kernel/contract/tolerance.ts`).
 */
const RECORD_FORMAT = 2;

/** Of the store too, where it is a number (seconds) that the schema does not name. */
const TIME_TO_LIVE = 'expiresAt';

/** How a put guards itself: nothing may be there, or exactly the version that was read must be. */
export type Expectation = 'absent' | { readonly version: number };

export interface Page<T> {
  readonly items: T[];
  readonly cursor: string | null;
}

type Item = Record<string, unknown>;

/** A single record that somebody waits for. */
interface Asked {
  readonly of: Key;
  readonly consistent: boolean;
  resolve(item: Item | undefined): void;
  reject(error: unknown): void;
}

const askedOfTables = new WeakMap<RecordTable, Asked[]>();

/** What a table is asked for at this moment. */
function askedOf(table: RecordTable): Asked[] {
  const asked = askedOfTables.get(table) ?? [];
  askedOfTables.set(table, asked);
  return asked;
}

interface PageOptions {
  readonly prefix?: string;
  readonly limit?: number;
  readonly newestFirst?: boolean;
  readonly consistent?: boolean;
}

/** The two tables: what is, and what happened. */
export interface Tables {
  readonly records: RecordTable;
  readonly events: RecordTable;
}

/**
 * One DynamoDB table of records that are parsed on every read and guarded on every write.
 * A guard that fails is a `VERSION_CONFLICT`: another writer was faster, so read again and decide again.
 */
export class RecordTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;
  /** Told of a record that a list leaves out because this version cannot read it. */
  private readonly leftOut: (error: RexError) => void;

  constructor(client: DynamoDBClient, name: string, leftOut: (error: RexError) => void = () => undefined) {
    this.leftOut = leftOut;
    this.client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.name = name;
  }

  async get<S extends z.ZodType>(key: Key, schema: S, consistent: 'consistent' | 'eventual' = 'consistent') {
    const item = await this.item(key, consistent === 'consistent');
    return item === undefined ? undefined : this.parse(schema, item, key);
  }

  /** What is asked for at the same moment is read in one request, of the same units. */
  private item(of: Key, consistent: boolean): Promise<Item | undefined> {
    const asked = askedOf(this);
    return new Promise((resolve, reject) => {
      asked.push({ of, consistent, resolve, reject });
      if (asked.length > 1) return;
      // After all that can go on by itself now, which may ask for more.
      process.nextTick(() => {
        for (const each of Map.groupBy(asked.splice(0), (one) => one.consistent).values())
          void this.answer(each);
      });
    });
  }

  private async answer(asked: readonly Asked[]): Promise<void> {
    const [first] = asked;
    if (!first) return;
    try {
      if (asked.length === 1) first.resolve(await this.one(first));
      else {
        const items = await this.items(
          asked.map(({ of }) => of),
          first.consistent,
        );
        for (const { of, resolve } of asked) resolve(items.get(nameOf(of)));
      }
    } catch (error) {
      for (const { reject } of asked) reject(error);
    }
  }

  private async one({ of, consistent }: Asked): Promise<Item | undefined> {
    const input = { TableName: this.name, Key: { ...of }, ConsistentRead: consistent };
    return (await this.client.send(new GetCommand(input))).Item;
  }

  /** @param keys any number of them, also one twice */
  private async items(keys: readonly Key[], ConsistentRead: boolean): Promise<Map<string, Item>> {
    const found = new Map<string, Item>();
    const once = [...new Map(keys.map((key) => [nameOf(key), key])).values()];
    await mapConcurrent(chunksOf(once, BATCH_GET_KEYS), 4, async (chunk) => {
      let request: BatchGetCommandInput['RequestItems'] = {
        [this.name]: { Keys: chunk.map((key) => ({ ...key })), ConsistentRead },
      };
      for (let tries = 0; request && Object.keys(request).length > 0; tries++) {
        // What is left over was too much at once, for the table or for one answer.
        if (tries > 1) await delay(FIRST_PAUSE_MS * 2 ** Math.min(tries, TRIES));
        const answer: BatchGetCommandOutput = await this.client.send(
          new BatchGetCommand({ RequestItems: request }),
        );
        for (const item of answer.Responses?.[this.name] ?? []) found.set(nameOf(keyOf(item)), item);
        request = answer.UnprocessedKeys;
      }
    });
    return found;
  }

  /** Reads any number of records, and what else is asked for now; the result is in the order of the keys, with `undefined` where nothing is. */
  getMany<S extends z.ZodType>(
    keys: readonly Key[],
    schema: S,
    consistent: 'consistent' | 'eventual' = 'eventual',
  ): Promise<(z.infer<S> | undefined)[]> {
    return Promise.all(keys.map((key) => this.get(key, schema, consistent)));
  }

  /** One page of a partition, by sort key. `cursor` is the last sort key of the page before. */
  async page<S extends z.ZodType>(
    pk: string,
    schema: S,
    options: PageOptions & { readonly cursor?: string | undefined } = {},
  ): Promise<Page<z.infer<S>>> {
    const { items, cursor } = await this.query(pk, options);
    return { items: this.readable(schema, items), cursor };
  }

  private async query(
    pk: string,
    options: PageOptions & { readonly cursor?: string | undefined },
  ): Promise<Page<Record<string, unknown>>> {
    const { Items = [], LastEvaluatedKey } = await this.ask(
      new QueryCommand({
        TableName: this.name,
        KeyConditionExpression: options.prefix ? 'pk = :pk AND begins_with(sk, :prefix)' : 'pk = :pk',
        ExpressionAttributeValues: { ':pk': pk, ...(options.prefix ? { ':prefix': options.prefix } : {}) },
        Limit: options.limit,
        ScanIndexForward: options.newestFirst !== true,
        ConsistentRead: options.consistent === true,
        ExclusiveStartKey: options.cursor ? { pk, sk: options.cursor } : undefined,
      }),
    );
    return { items: Items, cursor: LastEvaluatedKey ? String(LastEvaluatedKey['sk']) : null };
  }

  /** @throws RexError VALIDATION_FAILED for a place to go on from that the list cannot have given out */
  async ask(query: QueryCommand): Promise<QueryCommandOutput> {
    try {
      return await this.client.send(query);
    } catch (error) {
      const isPlace = error instanceof Error && error.name === 'ValidationException';
      throw isPlace && query.input.ExclusiveStartKey !== undefined ? foreignCursor(error) : error;
    }
  }

  /** The records of a page. One that a newer version wrote, and this one cannot read, does not hide the others. */
  readable<S extends z.ZodType>(schema: S, items: readonly Record<string, unknown>[]): z.infer<S>[] {
    return items.flatMap((item) => {
      try {
        return [this.parse(schema, item, keyOf(item))];
      } catch (error) {
        if (!(error instanceof RexError)) throw error;
        this.leftOut(error);
        return [];
      }
    });
  }

  /**
   * Every record of a partition (under a prefix), whatever the number of pages: all of them or none.
   * @throws RexError RECORD_INVALID
   */
  async all<S extends z.ZodType>(
    pk: string,
    schema: S,
    options: Pick<PageOptions, 'prefix' | 'consistent'> = {},
  ): Promise<z.infer<S>[]> {
    const items: z.infer<S>[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.query(pk, { ...options, cursor });
      items.push(...page.items.map((item) => this.parse(schema, item, keyOf(item))));
      cursor = page.cursor ?? undefined;
    } while (cursor);
    return items;
  }

  /** Parses what is read from this table. @throws RexError RECORD_INVALID */
  protected parse<S extends z.ZodType>(
    schema: S,
    item: Readonly<Record<string, unknown>>,
    key: Key,
  ): z.infer<S> {
    return parseRecord(schema, item, key);
  }

  /** Puts one guarded record. Cheapest write there is: one unit for each kilobyte. */
  async put(key: Key, record: object, expected: Expectation, extra: object = {}): Promise<void> {
    try {
      await this.client.send(new PutCommand(this.putInput(key, record, expected, extra)));
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) throw conflict(key, error);
      throw error;
    }
  }

  /** Puts a record that depends only on its key: the second writer finds it and succeeds. */
  async putOnce(key: Key, record: object): Promise<void> {
    try {
      await this.put(key, record, 'absent');
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }

  /** Puts without a guard: only for records on which no decision depends. */
  async replace(key: Key, record: object): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.name, Item: itemOf(key, record) }));
  }

  /** The same put as part of a transaction. */
  putItem(key: Key, record: object, expected: Expectation, extra: object = {}): TransactItem {
    return { Put: this.putInput(key, record, expected, extra) };
  }

  /** Demands in a transaction that a record is as it was read. An update that changes nothing: few functions may check. */
  unchanged({ pk, sk, version }: RecordVersion): TransactItem {
    return {
      Update: {
        TableName: this.name,
        Key: { pk, sk },
        UpdateExpression: 'SET #version = :version',
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': version },
      },
    };
  }

  private putInput(key: Key, record: object, expected: Expectation, extra: object) {
    const base = { TableName: this.name, Item: itemOf(key, record, extra) };
    return expected === 'absent'
      ? { ...base, ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ...base,
          ConditionExpression: '#version = :version',
          ExpressionAttributeNames: { '#version': 'version' },
          ExpressionAttributeValues: { ':version': expected.version },
        };
  }
}

const TRIES = 6;
const FIRST_PAUSE_MS = 10;

/**
 * All or nothing. A failed guard is a `VERSION_CONFLICT`. When two transactions touch the same record at the same time,
 * nothing is written, and the same transaction is tried again.
 */
export async function transact(table: RecordTable, items: TransactItem[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: items }));
      return;
    } catch (error) {
      if (tries === TRIES || !isInTheWay(error)) throw guardConflict(error);
    }
    // A random pause, so that the two do not collide again.
    await delay(FIRST_PAUSE_MS * 2 ** (tries - 1) + randomInt(FIRST_PAUSE_MS * tries));
  }
}

const reasonsOf = (error: TransactionCanceledException): string[] =>
  error.CancellationReasons?.map((reason) => reason.Code ?? 'None') ?? [];

function isInTheWay(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return false;
  const reasons = reasonsOf(error);
  return reasons.includes('TransactionConflict') && !reasons.includes('ConditionalCheckFailed');
}

/** The indexes of the items whose guards failed, in a transaction that `transact` gave up. */
export function failedGuards(error: unknown): number[] {
  const cause = error instanceof RexError ? error.cause : error;
  if (!(cause instanceof TransactionCanceledException)) return [];
  return reasonsOf(cause).flatMap((code, n) => (code === 'ConditionalCheckFailed' ? [n] : []));
}

function guardConflict(error: unknown): unknown {
  if (!(error instanceof TransactionCanceledException)) return error;
  const reasons = reasonsOf(error);
  if (!reasons.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict'))
    return error;
  return new RexError('VERSION_CONFLICT', `A record changed meanwhile (${reasons.join(', ')}).`, {
    cause: error,
  });
}

export const nameOf = ({ pk, sk }: Key): string => `${pk} ${sk}`;

const keyOf = (item: Readonly<Record<string, unknown>>): Key => ({
  pk: String(item['pk']),
  sk: String(item['sk']),
});

const fromPacked = new WeakMap<object, Uint8Array>();
/** The bytes as which a list was stored that was read; undefined for all that was not packed. */
export const packedAs = (value: unknown): Uint8Array | undefined =>
  typeof value === 'object' && value !== null ? fromPacked.get(value) : undefined;

/** A long list of much the same as one attribute of bytes: a third of the price to write, and to read. */
export const packed = (list: readonly unknown[]): Uint8Array =>
  deflateRawSync(JSON.stringify(asStored(list)));

/** What is stored, with lists that were packed as they were before. */
export const unpacked = (item: Readonly<Record<string, unknown>>): Record<string, unknown> =>
  unpackedOf(item, () => true);

function unpackedOf(
  item: Readonly<Record<string, unknown>>,
  isWanted: (name: string, value: unknown) => boolean,
): Record<string, unknown> {
  const wanted: Record<string, unknown> = {};
  for (const name of Object.keys(item)) {
    const value = item[name];
    if (isWanted(name, value)) wanted[name] = value instanceof Uint8Array ? listOf(value) : value;
  }
  return wanted;
}

function listOf(bytes: Uint8Array): object {
  const list = JSON.parse(inflateRawSync(bytes).toString());
  fromPacked.set(list, bytes);
  return list;
}

/** A record as it is stored. */
export function itemOf(key: Key, record: object, extra: object = {}): Record<string, unknown> {
  return { ...key, recordFormat: RECORD_FORMAT, ...(asStored(record) as object), ...extra };
}

/**
 * A record, read tolerantly: this is the one place where what is stored is parsed.
 * @throws RexError RECORD_INVALID
 */
export function parseRecord<S extends z.ZodType>(schema: S, item: unknown, key: Key): z.infer<S> {
  const { own, format } = ownOf(schema, item);
  const parsed = storedForm(schema).safeParse(own);
  if (parsed.success) return parsed.data;
  const newer =
    format > RECORD_FORMAT ? ` A newer Rex wrote it (format ${format}; this one: ${RECORD_FORMAT}).` : '';
  throw new RexError(
    'RECORD_INVALID',
    `The record ${key.sk} does not match its schema: ${z.prettifyError(parsed.error)}${newer}`,
    { cause: parsed.error },
  );
}

function ownOf(schema: z.ZodType, item: unknown): { readonly own: unknown; readonly format: number } {
  if (typeof item !== 'object' || item === null) return { own: item, format: 0 };
  const isNamed = schema instanceof z.ZodObject && TIME_TO_LIVE in schema.shape;
  const isOwn = (name: string, value: unknown): boolean =>
    !OF_THE_STORE.has(name) && (isNamed || name !== TIME_TO_LIVE || typeof value !== 'number');
  const { recordFormat: format = 0 } = item as Item;
  return { own: unpackedOf(item as Item, isOwn), format: Number(format) };
}

export const conflict = (key: Key, cause: unknown): RexError =>
  new RexError('VERSION_CONFLICT', `The record ${key.sk} changed meanwhile.`, { cause });

/** Whether another writer was faster. */
export const isConflict = (error: unknown): boolean =>
  error instanceof RexError && error.code === 'VERSION_CONFLICT';
