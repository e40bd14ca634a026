import { randomUUID } from 'node:crypto';
import type * as documents from '@aws-sdk/lib-dynamodb/dist-types/index.js';
import { attributeOf, type MarshallOptions, parseAttributes, plainMapOf } from '../attribute-values.ts';
import type { Client, Command } from '../client.ts';
import type { HttpAnswer } from '../http.ts';
import { JsonCommand, jsonFailure } from '../json.ts';
import type { Exceptions } from '../service-exception.ts';

export type * from '@aws-sdk/lib-dynamodb/dist-types/index.js';

/** Where items stand in a request or an answer: at a name, or at every name or place (`*`). */
type Shape = typeof ITEM | { readonly [member: string]: Shape };
const ITEM = 'item';
const EVERY = '*';

const KEY = { Key: ITEM, ExpressionAttributeValues: ITEM } as const;
const PUT = { Item: ITEM, ExpressionAttributeValues: ITEM } as const;
const WRITES = {
  [EVERY]: { [EVERY]: { PutRequest: { Item: ITEM }, DeleteRequest: { Key: ITEM } } },
} as const;
const READS = { [EVERY]: { Keys: { [EVERY]: ITEM } } } as const;
const ATTRIBUTES = { Attributes: ITEM } as const;

abstract class DocumentCommand<I extends object, O extends object> extends JsonCommand<I, O> {
  protected readonly service = { version: '1.0', target: 'DynamoDB_20120810' } as const;
  protected abstract readonly asked: Shape;
  protected abstract readonly answered: Shape;
  /** Set by the document client that sends it. */
  options: MarshallOptions = {};

  protected override encoded(): string {
    return JSON.stringify(walk(this.input, this.asked, (item) => attributesOf(item, this.options)));
  }

  override output({ body }: HttpAnswer): O {
    return walk(parseAttributes<O>(body.toString() || '{}'), this.answered, plainMapOf);
  }

  /** What comes with an error stays in attributes, as with the SDK. */
  override failure(answer: HttpAnswer, exceptions: Exceptions): Error {
    return jsonFailure(answer, exceptions, 'body', parseAttributes(answer.body.toString() || '{}'));
  }
}

export class GetCommand extends DocumentCommand<documents.GetCommandInput, documents.GetCommandOutput> {
  protected readonly operation = 'GetItem';
  protected readonly asked = KEY;
  protected readonly answered = { Item: ITEM } as const;
}

export class PutCommand extends DocumentCommand<documents.PutCommandInput, documents.PutCommandOutput> {
  protected readonly operation = 'PutItem';
  protected readonly asked = PUT;
  protected readonly answered = ATTRIBUTES;
}

export class UpdateCommand extends DocumentCommand<
  documents.UpdateCommandInput,
  documents.UpdateCommandOutput
> {
  protected readonly operation = 'UpdateItem';
  protected readonly asked = KEY;
  protected readonly answered = ATTRIBUTES;
}

export class DeleteCommand extends DocumentCommand<
  documents.DeleteCommandInput,
  documents.DeleteCommandOutput
> {
  protected readonly operation = 'DeleteItem';
  protected readonly asked = KEY;
  protected readonly answered = ATTRIBUTES;
}

export class QueryCommand extends DocumentCommand<documents.QueryCommandInput, documents.QueryCommandOutput> {
  protected readonly operation = 'Query';
  protected readonly asked = { ExclusiveStartKey: ITEM, ExpressionAttributeValues: ITEM } as const;
  protected readonly answered = { Items: { [EVERY]: ITEM }, LastEvaluatedKey: ITEM } as const;
}

export class ScanCommand extends DocumentCommand<documents.ScanCommandInput, documents.ScanCommandOutput> {
  protected readonly operation = 'Scan';
  protected readonly asked = { ExclusiveStartKey: ITEM, ExpressionAttributeValues: ITEM } as const;
  protected readonly answered = { Items: { [EVERY]: ITEM }, LastEvaluatedKey: ITEM } as const;
}

export class BatchGetCommand extends DocumentCommand<
  documents.BatchGetCommandInput,
  documents.BatchGetCommandOutput
> {
  protected readonly operation = 'BatchGetItem';
  protected readonly asked = { RequestItems: READS };
  protected readonly answered = {
    Responses: { [EVERY]: { [EVERY]: ITEM } },
    UnprocessedKeys: READS,
  } as const;
}

export class BatchWriteCommand extends DocumentCommand<
  documents.BatchWriteCommandInput,
  documents.BatchWriteCommandOutput
> {
  protected readonly operation = 'BatchWriteItem';
  protected readonly asked = { RequestItems: WRITES };
  protected readonly answered = { UnprocessedItems: WRITES };
}

export class ExecuteStatementCommand extends DocumentCommand<
  documents.ExecuteStatementCommandInput,
  documents.ExecuteStatementCommandOutput
> {
  protected readonly operation = 'ExecuteStatement';
  protected readonly asked = {};
  protected readonly answered = { Items: { [EVERY]: ITEM }, LastEvaluatedKey: ITEM } as const;

  protected override encoded(): string {
    return JSON.stringify(withParameters(this.input, this.options));
  }
}

export class BatchExecuteStatementCommand extends DocumentCommand<
  documents.BatchExecuteStatementCommandInput,
  documents.BatchExecuteStatementCommandOutput
> {
  protected readonly operation = 'BatchExecuteStatement';
  protected readonly asked = {};
  protected readonly answered = { Responses: { [EVERY]: { Item: ITEM, Error: { Item: ITEM } } } } as const;

  protected override encoded(): string {
    const { Statements, ...others } = this.input;
    return JSON.stringify({
      ...others,
      Statements: Statements?.map((statement) => withParameters(statement, this.options)),
    });
  }
}

export class TransactWriteCommand extends DocumentCommand<
  documents.TransactWriteCommandInput,
  documents.TransactWriteCommandOutput
> {
  protected readonly operation = 'TransactWriteItems';
  protected readonly asked = {
    TransactItems: { [EVERY]: { Put: PUT, Update: KEY, Delete: KEY, ConditionCheck: KEY } },
  };
  protected readonly answered = {};

  /** With a token, a transaction that is tried again after its answer was lost is not carried out twice. */
  constructor(input: documents.TransactWriteCommandInput) {
    super({ ...input, ClientRequestToken: input.ClientRequestToken ?? randomUUID() });
  }
}

interface TranslateConfig {
  readonly marshallOptions?: MarshallOptions;
}

export class DynamoDBDocumentClient {
  private readonly client: Client;
  private readonly options: MarshallOptions;

  private constructor(client: Client, options: MarshallOptions) {
    this.client = client;
    this.options = options;
  }

  static from(
    client: Client,
    { marshallOptions = {}, ...others }: TranslateConfig = {},
  ): DynamoDBDocumentClient {
    const { removeUndefinedValues = false, ...further } = marshallOptions;
    const unknown = Object.keys({ ...others, ...further });
    if (unknown.length > 0) {
      throw new Error(
        `The document client in infra/lean-aws does not know the option ${unknown.join(', ')}.`,
      );
    }
    return new DynamoDBDocumentClient(client, { removeUndefinedValues });
  }

  send<I, O extends object>(command: Command<I, O>, options?: { readonly abortSignal?: AbortSignal }) {
    if (command instanceof DocumentCommand) command.options = this.options;
    return this.client.send(command, options);
  }

  destroy(): void {
    this.client.destroy();
  }
}

/** What stands at the top of an item is left out when it is undefined, whatever the options. */
function attributesOf(item: object, options: MarshallOptions): Record<string, unknown> {
  const attributes: Record<string, unknown> = {};
  for (const [name, value] of Object.entries(item)) {
    if (value !== undefined && typeof value !== 'function') attributes[name] = attributeOf(value, options);
  }
  return attributes;
}

/** A copy with every item of the shape translated; all else is as it was. */
function walk<T>(value: T, shape: Shape, translate: (item: never) => object): T;
function walk(value: unknown, shape: Shape, translate: (item: never) => object): unknown {
  if (typeof value !== 'object' || value === null) return value;
  if (shape === ITEM) return translate(value as never);
  const every = shape[EVERY];
  if (every && Array.isArray(value)) return value.map((member) => walk(member, every, translate));
  const copy: Record<string, unknown> = { ...value };
  for (const name of Object.keys(every ? copy : shape)) {
    const inner = every ?? shape[name];
    if (inner !== undefined && name in copy) copy[name] = walk(copy[name], inner, translate);
  }
  return copy;
}

/** The parameters of a statement are values, and no item. */
const withParameters = <S extends { Parameters?: unknown[] | undefined }>(
  { Parameters, ...statement }: S,
  options: MarshallOptions,
) => ({ ...statement, Parameters: Parameters?.map((value) => attributeOf(value, options)) });
