import { EventEmitter } from 'node:events';
import { type ClientRequest, request as httpRequest, type RequestOptions } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  CAPACITY,
  CAPACITY_FIELD,
  DEATH_NOTICE_MS,
  MAY_GO_DIRECTLY,
  TABLE_READS,
  TABLE_WRITES,
  UNKNOWN_OUTCOME,
} from '../endpoint/dynamodb-operations.ts';
import { createEngineLine, type EngineAddress, LineBroken } from '../endpoint/engine-line.ts';
import { needsOfDynamoDb } from '../iam/needs/dynamodb.ts';
import { dynamoUnits } from '../meter/dynamodb-units.ts';
import { meterInThread } from '../meter/meter-in-thread.ts';

export interface DirectCallsSetup {
  readonly engine: EngineAddress;
  readonly awsEndpoint: string;
  /** `Faults.ofCalls` and `Meter.byThreads`. */
  readonly faults: Int32Array;
  readonly meter: Int32Array;
}

/** What a client makes of `http.request`, as far as the lean clients (`../../lean-aws/http.ts`) use it. */
type Request = Pick<ClientRequest, 'once' | 'end' | 'destroy'>;
type MakeRequest = (options: RequestOptions, ...further: unknown[]) => Request;

export interface DirectCalls {
  /** Takes the place of `http.request` in an environment. */
  requestIn(environment: CallingEnvironment): MakeRequest;
}

interface CallingEnvironment {
  /** What breaks off when it is cut off. */
  readonly requests: Set<{ destroy(): void }>;
  isCutOff(): boolean;
}

interface Answer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Buffer;
}

const TARGET = 'DynamoDB_20120810.';
const KEY = /Credential=([^/,\s]+)\//;
const GOES_DIRECTLY = new Set([...TABLE_READS, ...TABLE_WRITES, 'ExecuteStatement']);
const ON_ONE_TABLE = new Set(['GetItem', 'PutItem', 'UpdateItem', 'DeleteItem', 'Query', 'Scan']);

/**
 * DynamoDB calls of functions, past the main thread: a call of a kind that the main thread has allowed before goes to the
 * engine from here, as long as no fault is set. All others (the first of each kind, those that are refused, those that the
 * engine did not hear) go to the endpoint, which decides, counts and tells as for anybody.
 * `writing`, which is shared, counts the writes that are on their way; `onWrite` hears of those that must wake streams.
 */
export function createDirectCalls(
  { engine, awsEndpoint, faults, meter }: DirectCallsSetup,
  writing: Int32Array,
  onWrite: (tables: readonly string[]) => void,
): DirectCalls {
  const endpoint = new URL(awsEndpoint);
  const line = createEngineLine(engine);
  const counts = meterInThread(meter);
  /** By kind of call, the tables whose streams hear of it. */
  const allowed = new Map<string, readonly string[]>();

  /** `undefined` when nothing came of it, and it may be asked again. */
  const ask = async (
    operation: string,
    body: string,
    streamed: readonly string[],
  ): Promise<Answer | undefined> => {
    const isWrite = !TABLE_READS.has(operation);
    if (isWrite) Atomics.add(writing, 0, 1);
    try {
      const answer = await line.ask(TARGET + operation, askingForCapacity(body));
      dynamoUnits(operation, body, answer.body, counts);
      if (answer.status === 200 && streamed.length > 0) onWrite(streamed);
      return answer;
    } catch (error) {
      if (!(error instanceof LineBroken)) throw error;
      if (!isWrite || !error.wasHeard) return undefined;
      await sleep(DEATH_NOTICE_MS);
      return UNKNOWN_OUTCOME;
    } finally {
      if (isWrite) Atomics.sub(writing, 0, 1);
    }
  };

  return {
    requestIn:
      (environment) =>
      (options, ...further) => {
        const { 'x-amz-target': target = '', authorization = '' } = Object(options.headers);
        const isDirect =
          further.length === 0 &&
          target.startsWith(TARGET) &&
          options.hostname === endpoint.hostname &&
          options.port === endpoint.port;
        if (!isDirect) return Reflect.apply(httpRequest, undefined, [options, ...further]);
        const operation = target.slice(TARGET.length);
        return new DirectRequest(environment, (body, request) => {
          const kind = kindOf(KEY.exec(authorization)?.[1], operation, body);
          const streamed = kind === undefined ? undefined : allowed.get(kind);
          const viaEndpoint = (): void =>
            request.handOver(() => {
              const real = httpRequest(options);
              real.once('response', ({ headers: { [MAY_GO_DIRECTLY]: tables } }) => {
                if (kind !== undefined && typeof tables === 'string')
                  allowed.set(kind, tables === '' ? [] : tables.split(','));
              });
              return real;
            }, body);
          if (streamed === undefined || Atomics.load(faults, 0) !== 0) viaEndpoint();
          else
            void ask(operation, body, streamed).then((answer) =>
              answer === undefined ? viaEndpoint() : request.answer(answer),
            );
        });
      },
  };
}

/**
 * All that a decision depends on: who asks, and what for. Requests on one table, which most are, are not parsed for it.
 * `undefined` for what is not as our clients write it; the endpoint knows what to say to that.
 */
function kindOf(key: string | undefined, operation: string, body: string): string | undefined {
  if (key === undefined || !GOES_DIRECTLY.has(operation) || !body.startsWith('{"')) return undefined;
  if (ON_ONE_TABLE.has(operation)) {
    const [table, index] = [onlyText(body, 'TableName'), onlyText(body, 'IndexName')];
    return table && index !== undefined ? `${key} ${operation} ${table} ${index}` : undefined;
  }
  try {
    const needs = needsOfDynamoDb(operation, body).map(({ action, resource }) => `${action} ${resource}`);
    return [key, operation, ...new Set(needs)].join(' ');
  } catch {
    return undefined;
  }
}

/** The text of the one member of that name, wherever it stands: '' when there is none, `undefined` when that is not clear. */
function onlyText(json: string, name: string): string | undefined {
  const member = `"${name}"`;
  const at = json.indexOf(member);
  if (at < 0) return '';
  const start = at + member.length + ':"'.length;
  if (json.slice(at + member.length, start) !== ':"' || json.includes(member, start)) return undefined;
  const text = json.slice(start, json.indexOf('"', start));
  return text.includes('\\') ? undefined : text;
}

const askingForCapacity = (body: string): string =>
  body.includes(CAPACITY_FIELD) ? body : `{${CAPACITY}${body.slice(1)}`;

/** Looks like a request of `node:http`, and is none before it is handed over. */
class DirectRequest extends EventEmitter {
  readonly #environment: CallingEnvironment;
  readonly #begin: (body: string, request: DirectRequest) => void;
  #handedOver: ClientRequest | undefined;

  constructor(environment: CallingEnvironment, begin: (body: string, request: DirectRequest) => void) {
    super();
    this.#environment = environment;
    this.#begin = begin;
    environment.requests.add(this);
  }

  end(body: string): void {
    if (this.#environment.isCutOff()) this.destroy();
    else this.#begin(body, this);
  }

  /** As a connection that broke. */
  destroy(): void {
    if (this.#handedOver !== undefined) this.#handedOver.destroy();
    else if (this.#ends()) {
      process.nextTick(() => {
        this.emit('error', Object.assign(new Error('socket hang up'), { code: 'ECONNRESET' }));
        this.emit('close');
      });
    }
  }

  /** Without the date of the machine, by which a client in virtual time takes every failure for a wrong clock, and tries it again. */
  answer({ status, headers: { date: _, ...headers }, body }: Answer): void {
    if (!this.#ends()) return;
    const response = Object.assign(new EventEmitter(), { statusCode: status, headers });
    this.emit('response', response);
    response.emit('data', body);
    response.emit('end');
    this.emit('close');
  }

  handOver(make: () => ClientRequest, body: string): void {
    if (!this.#ends()) return;
    const request = make();
    this.#handedOver = request;
    for (const event of ['socket', 'response', 'error', 'close'])
      request.on(event, (...told) => this.emit(event, ...told));
    request.end(body);
  }

  #ends(): boolean {
    return this.#environment.requests.delete(this);
  }
}
