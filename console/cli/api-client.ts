import { setTimeout as delay } from 'node:timers/promises';
import { problemSchema } from '../../shared/kernel/contract/common.ts';
import {
  type AnswerOf,
  type JsonRoute,
  type PlainRequest,
  parseJson,
  type RequestOf,
  urlOf,
} from '../../shared/kernel/contract/request.ts';
import { needsToken, type RouteContract } from '../../shared/kernel/contract/route.ts';
import { WORKSPACE_HEADER } from '../../shared/members/contract/workspace-header.ts';
import { CliError } from './cli-error.ts';

export interface Connection {
  /** Where the API is, without a slash at the end. */
  readonly url: string;
  /** Asked for once per call, and with `renew` once more when the API refused the first answer. */
  token(options: { renew: boolean }): Promise<string>;
  /** The one that is meant, of those that the person belongs to; that of the token when left out. */
  readonly workspace?: string | undefined;
  readonly signal?: AbortSignal;
}

const TIMEOUT_MS = 60_000;
/** How often a 429 is waited out, and the longest such wait in seconds. */
const RATE_LIMIT_TRIES = 5;
const LONGEST_RETRY_AFTER_S = 60;

/**
 * Calls a route: the path and the query are built, and the answer is parsed, as its contract says.
 * @throws CliError with the code of the problem that the API answered, UNREACHABLE when it did not answer,
 *   UNEXPECTED_ANSWER when the answer does not fit the contract
 */
export async function call<R extends JsonRoute>(
  connection: Connection,
  route: R,
  request: RequestOf<R>,
): Promise<AnswerOf<R>> {
  const response = await send(connection, route, request);
  const text = await response.text();
  const body = parseJson(text);
  if (!response.ok) throw problemError(response.status, body, text);
  const parsed = route.success.schema.safeParse(body);
  if (parsed.success) return parsed.data as AnswerOf<R>;
  throw new CliError(
    'UNEXPECTED_ANSWER',
    `${route.method} ${route.path} answered what this version does not know.`,
    { fields: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
  );
}

/** The answer as it comes, also one that is a problem. @throws CliError UNREACHABLE */
export async function send(
  connection: Connection,
  route: RouteContract,
  request: PlainRequest,
): Promise<Response> {
  let renewed = false;
  for (let waits = 0; ; ) {
    const response = await sendOnce(connection, route, request, { renew: renewed });
    if (response.status === 401 && needsToken(route) && !renewed) renewed = true;
    else if (response.status === 429 && waits < RATE_LIMIT_TRIES) {
      waits += 1;
      const seconds = Number(response.headers.get('retry-after') ?? 1) || 1;
      await delay(Math.min(seconds, LONGEST_RETRY_AFTER_S) * 1000, undefined, { signal: connection.signal });
    } else return response;
    await response.body?.cancel();
  }
}

async function sendOnce(
  connection: Connection,
  route: RouteContract,
  request: PlainRequest,
  options: { renew: boolean },
): Promise<Response> {
  const url = urlOf(connection.url, route, request);
  const headers = new Headers(request.headers);
  if (needsToken(route)) {
    headers.set('authorization', `Bearer ${await connection.token(options)}`);
    if (connection.workspace !== undefined) headers.set(WORKSPACE_HEADER, connection.workspace);
  }
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const timeout = AbortSignal.timeout(TIMEOUT_MS);
  try {
    return await fetch(url, {
      method: route.method,
      headers,
      body: request.body === undefined ? undefined : JSON.stringify(request.body),
      signal: connection.signal ? AbortSignal.any([timeout, connection.signal]) : timeout,
    });
  } catch (cause) {
    if (connection.signal?.aborted) throw cause;
    throw new CliError('UNREACHABLE', `No answer from ${connection.url}. Is Rex running?`, { cause });
  }
}

function problemError(status: number, body: unknown, text: string): CliError {
  const problem = problemSchema.safeParse(body);
  if (!problem.success)
    return new CliError(`HTTP_${status}`, text.slice(0, 300) || `The API answered ${status}.`);
  const { code, title, detail, fields } = problem.data;
  return new CliError(code, detail || title, { fields: fields ?? [] });
}
