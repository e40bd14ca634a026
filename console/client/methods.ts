import { type PlainRequest, parseJson } from '../../shared/kernel/contract/request.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { ApiError } from '../api/api-error.ts';
import { exchange, NoAnswer, retryAfterMs, type Tried } from '../api/exchange.ts';
import { problemOf } from '../api/problem.ts';
import type { CallOptions, ClientOptions } from './types.ts';

/** What the package knows of a route when it runs. */
export interface Operation {
  readonly method: RouteContract['method'];
  readonly path: string;
  /** Needs no token. */
  readonly isPublic?: true;
  /** A repeat with the same Idempotency-Key does nothing more. */
  readonly takesKey?: true;
  readonly hasPages?: true;
  /** The only list of a page. */
  readonly list?: string;
}

const TIMEOUT_MS = 30_000;
const REPEATS = 3;
const FIRST_WAIT_MS = 250;
/** Who is asked to wait for longer is told so. */
const LONGEST_WAIT_MS = 60_000;
/** Of Rex, or of what stands before it: the same may succeed a little later. */
const BUSY: readonly number[] = [429, 502, 503, 504];

type Call = (request?: PlainRequest, options?: CallOptions) => Promise<unknown>;
export type Methods = Readonly<Record<string, Call>>;

/** Every operation as a method; those of lists have `pages` and `each`. */
export function methodsOf(operations: Readonly<Record<string, Operation>>, options: ClientOptions): Methods {
  const client = { ...options, url: baseOf(options.url) };
  return Object.fromEntries(
    Object.entries(operations).map(([name, operation]) => {
      const call: Call = (request = {}, options = {}) =>
        callOnce({ name, operation, client }, request, options);
      return [name, operation.hasPages ? Object.assign(call, listsOf(call, operation)) : call];
    }),
  );
}

/** Without what stands behind the path. A name and a password would be repeated in errors, and no browser or Node sends them. */
function baseOf(url: string): string {
  const { protocol, username, password, origin, pathname } = new URL(url);
  if (!['http:', 'https:'].includes(protocol) || username !== '' || password !== '')
    throw new TypeError('The url of Rex begins with https:// or http://, and has no name or password in it.');
  return origin + pathname.replace(/\/+$/, '');
}

interface Called {
  readonly name: string;
  readonly operation: Operation;
  readonly client: ClientOptions;
}

/** @throws ApiError; what the signal was aborted with */
async function callOnce(called: Called, request: PlainRequest, options: CallOptions): Promise<unknown> {
  const { name, operation, client } = called;
  const { method, path, isPublic } = operation;
  const most = isRepeatable(operation, request) ? (client.repeats ?? REPEATS) : 0;
  const caller = {
    url: client.url,
    workspace: client.workspace,
    signal: options.signal,
    timeoutMs: options.timeoutMs ?? client.timeoutMs ?? TIMEOUT_MS,
    token: (how: { readonly renew: boolean }) => tokenOf(client, how),
    repeatAfter: (tried: Tried) => (tried.repeats < most ? waitFor(tried) : undefined),
  };
  const route = { method, path, roles: isPublic ? ('public' as const) : [] };
  const { status, headers, text } = await exchange(caller, route, request).catch((error: unknown) => {
    throw error instanceof NoAnswer ? noAnswer(client.url, error) : error;
  });
  options.onHeaders?.(headers);
  const body = parseJson(text);
  if (status >= 300) throw refusal(status, body);
  if (text !== '' && body === undefined) throw unexpected(name, status, []);
  const read = client.contracts?.read(name, body) ?? { answer: body, problems: [] };
  if (read.problems.length > 0) throw unexpected(name, status, read.problems);
  return read.answer;
}

/** Reading changes nothing, and a key makes a change happen once. Whether another command took effect nobody knows. */
const isRepeatable = ({ method, takesKey }: Operation, { headers }: PlainRequest): boolean =>
  method === 'GET' || (takesKey === true && headers?.['idempotency-key'] !== undefined);

function waitFor({ repeats, answer }: Tried): number | undefined {
  if (answer !== undefined && !BUSY.includes(answer.status)) return undefined;
  const asked = answer && retryAfterMs(answer);
  // Not all at the same moment: whoever was refused together would be refused together again.
  const wait = asked ?? FIRST_WAIT_MS * 2 ** repeats * (0.5 + Math.random() / 2);
  return wait > LONGEST_WAIT_MS ? undefined : wait;
}

async function tokenOf({ token }: ClientOptions, how: { readonly renew: boolean }): Promise<string> {
  if (token === undefined) throw new ApiError('NO_TOKEN', 'Give createClient a token for this call.');
  return typeof token === 'string' ? token : token(how);
}

function listsOf(call: Call, { list }: Operation) {
  async function* pages(request: PlainRequest = {}, options?: CallOptions): AsyncGenerator<Page> {
    const { query, ...rest } = request;
    for (let cursor: string | undefined; ; ) {
      const asked = cursor === undefined ? query : { ...(query as object), cursor };
      const page = (await call({ ...rest, query: asked }, options)) as Page;
      yield page;
      if (page.cursor === null || page.cursor === undefined) return;
      cursor = page.cursor;
    }
  }
  async function* each(request?: PlainRequest, options?: CallOptions) {
    for await (const page of pages(request, options)) yield* page[list ?? ''] as readonly unknown[];
  }
  return list === undefined ? { pages } : { pages, each };
}

interface Page {
  readonly cursor?: string | null;
  readonly [list: string]: unknown;
}

function noAnswer(url: string, { cause }: NoAnswer): ApiError {
  const isLate = cause instanceof Error && cause.name === 'TimeoutError';
  return isLate
    ? new ApiError('TIMEOUT', `${url} took too long to answer.`, 0, [], cause)
    : new ApiError('UNREACHABLE', `No answer from ${url}.`, 0, [], cause);
}

const unexpected = (name: string, status: number, fields: ApiError['fields']): ApiError =>
  new ApiError('UNEXPECTED_ANSWER', `The answer to ${name} does not fit its contract.`, status, fields);

function refusal(status: number, body: unknown): ApiError {
  const problem = problemOf(body);
  return problem === undefined
    ? new ApiError(`HTTP_${status}`, `The answer was ${status}.`, status)
    : new ApiError(problem.code, problem.message, status, problem.fields);
}
