import { randomUUID } from 'node:crypto';
import { exchange, type HttpAnswer } from './http.ts';
import { type Metadata, metadataOf } from './metadata.ts';
import { type Failure, pause, type Retry, RetryBudget, retryHint } from './retry.ts';
import type { Exceptions } from './service-exception.ts';
import {
  type ClientConfig,
  checkOptions,
  readSettings,
  type ServiceNames,
  type Settings,
} from './settings.ts';
import { sign } from './sign.ts';

export interface RequestParts {
  readonly method: string;
  /** Below the path of the endpoint. */
  readonly path: string;
  readonly query?: string;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string | Uint8Array;
}

/** One operation with its input: how it is asked and how its answer is read. */
export abstract class Command<I, O extends object> {
  readonly input: I;

  constructor(input: I) {
    this.input = input;
  }

  abstract request(): RequestParts;
  abstract output(answer: HttpAnswer): O;
  abstract failure(answer: HttpAnswer, exceptions: Exceptions): Error;
}

export interface Service extends ServiceNames {
  readonly exceptions: Exceptions;
  /** Milliseconds: the first backoff is at most so long. */
  readonly firstRetryMs?: number;
  readonly pathAsIs?: boolean;
}

const DEFAULT_ATTEMPTS = 3;
const FIRST_RETRY_MS = 50;
/** From so many milliseconds on, a signature is refused for the clock and not for what it signs. */
const SKEWED_MS = 240_000;
const USER_AGENT = 'rex-lean-aws';

/** Asks one service of AWS: signed, tried again as the SDK's standard mode does, over connections that are kept. */
export abstract class Client {
  private readonly config: ClientConfig;
  private readonly service: Service;
  private readonly retries: RetryBudget;
  private known: Settings | undefined;
  /** Milliseconds that the service's clock is ahead of ours. */
  private clockOffset = 0;

  constructor(config: ClientConfig, service: Service, furtherOptions: readonly string[] = []) {
    checkOptions(config, furtherOptions);
    this.config = config;
    this.service = service;
    this.retries = new RetryBudget(this.attempts, service.firstRetryMs ?? FIRST_RETRY_MS);
  }

  private get attempts(): number {
    return this.config.maxAttempts ?? DEFAULT_ATTEMPTS;
  }

  /** Read once, like the SDK does. */
  settings(): Settings {
    this.known ??= readSettings(this.config, this.service);
    return this.known;
  }

  /** When the service's clock shows what it shows now. */
  now(): Date {
    return new Date(Date.now() + this.clockOffset);
  }

  async send<I, O extends object>(
    command: Command<I, O>,
    { abortSignal }: { readonly abortSignal?: AbortSignal } = {},
  ): Promise<O> {
    const parts = command.request();
    const invocation = randomUUID();
    let waited = 0;
    let last: Retry | undefined;
    for (let attempt = 1; ; attempt++) {
      let answer: HttpAnswer | undefined;
      try {
        answer = await this.attempt(parts, { invocation, attempt, abortSignal });
        const output = this.read(command, answer);
        this.retries.succeeded(last);
        return Object.assign(output, {
          $metadata: {
            ...metadataOf(answer.status, answer.headers),
            attempts: attempt,
            totalRetryDelay: waited,
          },
        });
      } catch (error) {
        if (abortSignal?.aborted) throw error;
        const failure = asFailure(error);
        if (answer && this.skewCorrected(answer)) failure.$metadata.clockSkewCorrected = true;
        last = this.retries.nextDelay(failure, attempt, answer && retryHint(answer.headers));
        if (last === undefined) {
          Object.assign(failure.$metadata, { attempts: attempt, totalRetryDelay: waited });
          throw error;
        }
        waited += last.ms;
        await pause(last.ms, abortSignal);
      }
    }
  }

  /** The SDK's clients have it; connections are of the process here, and end with it. */
  destroy(): void {}

  private attempt(parts: RequestParts, { invocation, attempt, abortSignal }: Attempt): Promise<HttpAnswer> {
    const { endpoint, region, credentials } = this.settings();
    const base = endpoint.pathname.replace(/\/$/, '');
    const path = `${base}${parts.path}`;
    const query = parts.query ?? '';
    const { method, body } = parts;
    const headers: Record<string, string> = {
      ...parts.headers,
      host: endpoint.host,
      ...(body.length === 0 ? {} : { 'content-length': String(Buffer.byteLength(body)) }),
      'user-agent': USER_AGENT,
      'amz-sdk-invocation-id': invocation,
      'amz-sdk-request': `attempt=${attempt}; max=${this.attempts}`,
    };
    const trace = process.env['AWS_LAMBDA_FUNCTION_NAME'] && process.env['_X_AMZN_TRACE_ID'];
    if (trace) headers['x-amzn-trace-id'] = trace;
    const scope = { region, service: this.service.signing, pathAsIs: this.service.pathAsIs === true };
    sign({ method, path, query, headers, body }, scope, credentials, this.now());
    const target = query === '' ? path : `${path}?${query}`;
    return exchange(
      endpoint,
      { method, path: target, headers, body },
      this.config.requestHandler ?? {},
      abortSignal,
    );
  }

  private read<I, O extends object>(command: Command<I, O>, answer: HttpAnswer): O {
    let failure: Error | undefined;
    try {
      if (answer.status < 300) return command.output(answer);
      failure = command.failure(answer, this.service.exceptions);
    } catch (error) {
      // No answer of the service, though it came from there: a page of what stands before it, or half of one.
      if (error instanceof Error)
        Object.assign(error, { $metadata: metadataOf(answer.status, answer.headers) });
      throw error;
    }
    throw failure;
  }

  /** Takes the time from a refusal. True when the clock was so wrong that this may have been its reason. */
  private skewCorrected({ headers: { date, age } }: HttpAnswer): boolean {
    const time = Date.parse(date ?? '');
    if (Number.isNaN(time) || age !== undefined) return false;
    const before = this.clockOffset;
    this.clockOffset = time - Date.now();
    return Math.abs(this.clockOffset) >= SKEWED_MS && this.clockOffset !== before;
  }
}

interface Attempt {
  readonly invocation: string;
  readonly attempt: number;
  readonly abortSignal: AbortSignal | undefined;
}

function asFailure(error: unknown): Failure & { $metadata: Metadata } {
  const failure: Failure & { $metadata?: Metadata } =
    error instanceof Error ? error : new Error(String(error));
  return Object.assign(failure, { $metadata: failure.$metadata ?? {} });
}
