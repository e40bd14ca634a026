import { randomInt } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
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
  TransactWriteCommand,
  type TransactWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { chunksOf, mapConcurrent } from '../../kernel/concurrency.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Key } from './keys.ts';

/** DynamoDB's own limit. */
const BATCH_GET_KEYS = 100;

export type TransactItem = NonNullable<TransactWriteCommandInput['TransactItems']>[number];

/** How a put guards itself: nothing may be there, or exactly the version that was read must be. */
export type Expectation = 'absent' | { readonly version: number };

export interface Page<T> {
  readonly items: T[];
  readonly cursor: string | null;
}

/**
 * One DynamoDB table of records that are parsed on every read and guarded on every write.
 * A guard that fails is a `VERSION_CONFLICT`: somebody else was quicker, so read again and decide again.
 */
export class RecordTable {
  readonly client: DynamoDBDocumentClient;
  readonly name: string;

  constructor(client: DynamoDBClient, name: string) {
    this.client = DynamoDBDocumentClient.from(client, { marshallOptions: { removeUndefinedValues: true } });
    this.name = name;
  }

  async get<S extends z.ZodType>(key: Key, schema: S, consistent: 'consistent' | 'eventual' = 'consistent') {
    const { Item } = await this.client.send(
      new GetCommand({ TableName: this.name, Key: { ...key }, ConsistentRead: consistent === 'consistent' }),
    );
    return Item === undefined ? undefined : parseRecord(schema, Item, key);
  }

  /** Reads any number of records; the result is in the order of the keys, with `undefined` where nothing is. */
  async getMany<S extends z.ZodType>(
    keys: readonly Key[],
    schema: S,
    consistent: 'consistent' | 'eventual' = 'eventual',
  ): Promise<(z.infer<S> | undefined)[]> {
    const found = new Map<string, z.infer<S>>();
    await mapConcurrent(chunksOf(keys, BATCH_GET_KEYS), 4, async (chunk) => {
      let request: BatchGetCommandInput['RequestItems'] = {
        [this.name]: { Keys: chunk.map((key) => ({ ...key })), ConsistentRead: consistent === 'consistent' },
      };
      while (request && Object.keys(request).length > 0) {
        const answer: BatchGetCommandOutput = await this.client.send(
          new BatchGetCommand({ RequestItems: request }),
        );
        for (const item of answer.Responses?.[this.name] ?? []) {
          const key = { pk: String(item['pk']), sk: String(item['sk']) };
          found.set(`${key.pk} ${key.sk}`, parseRecord(schema, item, key));
        }
        request = answer.UnprocessedKeys;
      }
    });
    return keys.map((key) => found.get(`${key.pk} ${key.sk}`));
  }

  /** One page of a partition, by sort key. `cursor` is the last sort key of the page before. */
  async page<S extends z.ZodType>(
    pk: string,
    schema: S,
    options: {
      prefix?: string;
      limit?: number;
      cursor?: string | undefined;
      newestFirst?: boolean;
      consistent?: boolean;
    } = {},
  ): Promise<Page<z.infer<S>>> {
    const { Items = [], LastEvaluatedKey } = await this.client.send(
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
    return {
      items: Items.map((item) => parseRecord(schema, item, { pk, sk: String(item['sk']) })),
      cursor: LastEvaluatedKey ? String(LastEvaluatedKey['sk']) : null,
    };
  }

  /** Every record of a partition (under a prefix), whatever the number of pages. */
  async all<S extends z.ZodType>(
    pk: string,
    schema: S,
    options: { prefix?: string; consistent?: boolean } = {},
  ): Promise<z.infer<S>[]> {
    const items: z.infer<S>[] = [];
    let cursor: string | undefined;
    do {
      const page = await this.page(pk, schema, { ...options, cursor });
      items.push(...page.items);
      cursor = page.cursor ?? undefined;
    } while (cursor);
    return items;
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

  /** Puts what is a function of its key: who comes second finds it done and is content. */
  async putOnce(key: Key, record: object): Promise<void> {
    try {
      await this.put(key, record, 'absent');
    } catch (error) {
      if (!isConflict(error)) throw error;
    }
  }

  /** Puts what may be written over: only for what is remembered and nobody decides by. */
  async replace(key: Key, record: object): Promise<void> {
    await this.client.send(new PutCommand({ TableName: this.name, Item: { ...key, ...record } }));
  }

  /** The same put as part of a transaction. */
  putItem(key: Key, record: object, expected: Expectation, extra: object = {}): TransactItem {
    return { Put: this.putInput(key, record, expected, extra) };
  }

  private putInput(key: Key, record: object, expected: Expectation, extra: object) {
    const base = { TableName: this.name, Item: { ...key, ...record, ...extra } };
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
 * All or nothing. A failed guard is a `VERSION_CONFLICT`. Two transactions in each other's way only wait for each other:
 * they may just count in the same record. Nothing was written then, so the same one is tried again.
 */
export async function transact(table: RecordTable, items: TransactItem[]): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      await table.client.send(new TransactWriteCommand({ TransactItems: items }));
      return;
    } catch (error) {
      if (tries === TRIES || !isInTheWay(error)) throw guardConflict(error);
    }
    // Two that met must not meet again.
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

function guardConflict(error: unknown): unknown {
  if (!(error instanceof TransactionCanceledException)) return error;
  const reasons = reasonsOf(error);
  if (!reasons.some((code) => code === 'ConditionalCheckFailed' || code === 'TransactionConflict'))
    return error;
  return new RexError('VERSION_CONFLICT', `A record changed meanwhile (${reasons.join(', ')}).`, {
    cause: error,
  });
}

/** @throws RexError RECORD_INVALID */
export function parseRecord<S extends z.ZodType>(schema: S, item: unknown, key: Key): z.infer<S> {
  const parsed = schema.safeParse(item);
  if (parsed.success) return parsed.data;
  throw new RexError(
    'RECORD_INVALID',
    `The record ${key.sk} does not match its schema: ${z.prettifyError(parsed.error)}`,
    {
      cause: parsed.error,
    },
  );
}

const conflict = (key: Key, cause: unknown): RexError =>
  new RexError('VERSION_CONFLICT', `The record ${key.sk} changed meanwhile.`, { cause });

/** True when somebody else was quicker. */
export const isConflict = (error: unknown): boolean =>
  error instanceof RexError && error.code === 'VERSION_CONFLICT';
