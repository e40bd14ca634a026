import type * as z from 'zod';
import { plainText } from '../../../content/domain/plain-text.ts';
import { RexError } from '../../../kernel/errors.ts';
import { askJson, type JsonAnswer } from '../../../platform/adapters/http/ask-json.ts';

export interface ServiceRequest {
  readonly method: 'GET' | 'POST' | 'DELETE';
  /** Below the base, or a whole address of the service. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: object;
}

export interface ServiceClient {
  /** Tried again while the service is busy: for what may be repeated. @throws RexError */
  ask<S extends z.ZodType>(request: ServiceRequest, schema: S): Promise<z.output<S>>;
  /** One request, whatever comes of it. */
  once(request: ServiceRequest): Promise<JsonAnswer>;
}

export interface ServiceClientOptions {
  readonly service: string;
  readonly baseUrl: string;
  readonly token: string;
  /** How long in all a caller is made to wait for a busy service, in milliseconds. */
  readonly patienceMs?: number;
}

const TRIES = 3;
const FIRST_PAUSE_MS = 300;
const PATIENCE_MS = 4_000;
const LONGEST_REASON = 200;

export function serviceClient(options: ServiceClientOptions): ServiceClient {
  const { service, baseUrl, token, patienceMs = PATIENCE_MS } = options;
  const once = ({ method, path, headers = {}, body }: ServiceRequest): Promise<JsonAnswer> =>
    askJson(addressOf(baseUrl, path), {
      method,
      headers: { authorization: `Bearer ${token}`, ...headers },
      ...(body && { body }),
    });
  return {
    once,
    async ask(request, schema) {
      let answer = await once(request);
      let patience = patienceMs;
      for (let tries = 1; tries < TRIES && isBusy(answer); tries++) {
        const pause = pauseOf(answer, tries);
        patience -= pause;
        if (patience < 0) break;
        await new Promise((resolve) => setTimeout(resolve, pause));
        answer = await once(request);
      }
      if (!answer.answered || answer.status >= 300) throw failureOf(service, answer);
      const parsed = schema.safeParse(answer.body);
      if (parsed.success) return parsed.data;
      throw new RexError('PROVIDER_UNAVAILABLE', `${service} gave an answer of another shape.`);
    },
  };
}

/** The service's own addresses are its ids; only such as are of the service are called, for the token goes with them. */
function addressOf(baseUrl: string, path: string): string {
  if (path.startsWith('/')) return baseUrl + path;
  if (path.startsWith(`${baseUrl}/`)) return path;
  throw new RexError('VALIDATION_FAILED', 'This is no address of the booking service.');
}

const isBusy = (answer: JsonAnswer): boolean =>
  !answer.answered || answer.status === 429 || answer.status >= 500;

/** What the service asks for, or else full jitter over a doubling pause. */
function pauseOf(answer: JsonAnswer, tries: number): number {
  const asked = answer.answered ? answer.retryAfterSeconds : undefined;
  return asked === undefined ? Math.random() * FIRST_PAUSE_MS * 2 ** tries : asked * 1000;
}

/** The failure that an answer means to whoever asked. */
function failureOf(service: string, answer: JsonAnswer): RexError {
  if (!answer.answered)
    return new RexError('PROVIDER_UNAVAILABLE', `${service} did not answer (${answer.reason}).`);
  const { status, body, retryAfterSeconds } = answer;
  if (status === 429) {
    const wait = retryAfterSeconds === undefined ? {} : { retryAfter: retryAfterSeconds };
    return new RexError('RATE_LIMITED', `${service} takes no more requests now.`, wait);
  }
  if (status >= 500) return new RexError('PROVIDER_UNAVAILABLE', `${service} failed with status ${status}.`);
  const said = reasonIn(body);
  if (status === 401 || status === 403) {
    return new RexError(
      'CONFLICT',
      `${service} does not allow this with the token in the secret rex/calendars: ${said}`,
    );
  }
  const code = status === 404 || status === 410 ? 'NOT_FOUND' : 'VALIDATION_FAILED';
  return new RexError(code, `${service} refused with status ${status}: ${said}`);
}

/** `{message, details: [{message}]}` of Calendly, `{error: {message, details}}` of Cal.com: text from outside. */
export function reasonIn(body: unknown): string {
  const fields = ['message', 'title', 'error', 'details'];
  const texts = (value: unknown, depth: number): string[] => {
    if (typeof value === 'string') return [value];
    if (typeof value !== 'object' || value === null || depth > 3) return [];
    if (Array.isArray(value)) return value.slice(0, 3).flatMap((each) => texts(each, depth + 1));
    return Object.entries(value).flatMap(([name, each]) =>
      fields.includes(name) ? texts(each, depth + 1) : [],
    );
  };
  const said = [...new Set(texts(body, 0).map(plainText))].join('; ').slice(0, LONGEST_REASON);
  return said === '' ? 'it gave no reason.' : said;
}
