import { problemSchema } from '../../../shared/kernel/contract/common.ts';
import {
  type AnswerOf,
  type JsonRoute,
  type PlainRequest,
  parseJson,
  urlOf,
} from '../../../shared/kernel/contract/request.ts';
import { needsToken } from '../../../shared/kernel/contract/route.ts';
import { WORKSPACE_HEADER } from '../../../shared/members/contract/workspace-header.ts';

export interface FieldProblem {
  readonly path: string;
  readonly message: string;
}

/** What the API refused, in its own words, or why it could not be asked. */
export class ApiError extends Error {
  readonly code: string;
  readonly status: number;
  readonly fields: readonly FieldProblem[];

  constructor(code: string, message: string, status = 0, fields: readonly FieldProblem[] = []) {
    super(message);
    this.name = 'ApiError';
    this.code = code;
    this.status = status;
    this.fields = fields;
  }
}

export const unreachable = (): ApiError =>
  new ApiError('UNREACHABLE', 'Rex does not answer. Is it running, and are you online?');

/** Who calls. `renewed` gives a new token, because the API has refused the one before. */
export interface Credentials {
  /** The one that is meant, of those that the person belongs to; that of the sign-in when left out. */
  readonly workspace?: string | undefined;
  token(): Promise<string>;
  renewed(): Promise<string>;
}

export interface ApiAnswer<T> {
  readonly data: T;
  readonly etag: string | null;
}

/**
 * Calls a route. The answer is parsed as its contract says.
 * @throws ApiError with the code of the problem; UNREACHABLE; UNEXPECTED_ANSWER when another version answers
 */
export async function call<R extends JsonRoute>(
  route: R,
  request: PlainRequest,
  credentials: Credentials,
  signal?: AbortSignal,
): Promise<ApiAnswer<AnswerOf<R>>> {
  const send = async (token: string | undefined): Promise<Response> => {
    const headers = new Headers(request.headers);
    if (token !== undefined) {
      headers.set('authorization', `Bearer ${token}`);
      if (credentials.workspace !== undefined) headers.set(WORKSPACE_HEADER, credentials.workspace);
    }
    if (request.body !== undefined) headers.set('content-type', 'application/json');
    try {
      return await fetch(urlOf(location.origin, route, request), {
        method: route.method,
        headers,
        body: request.body === undefined ? null : JSON.stringify(request.body),
        signal: signal ?? null,
      });
    } catch (error) {
      if (signal?.aborted) throw error;
      throw unreachable();
    }
  };
  let response = await send(needsToken(route) ? await credentials.token() : undefined);
  if (response.status === 401 && needsToken(route)) response = await send(await credentials.renewed());
  for (let tries = 0; isTooSoon(route, response) && tries < MOST_WAITS; tries++) {
    await wait(Number(response.headers.get('retry-after') ?? 1) * 1_000, signal);
    response = await send(await credentials.token());
  }
  const body = parseJson(await response.text());
  if (!response.ok) throw problemOf(response.status, body);
  const parsed = route.success.schema.safeParse(body);
  if (parsed.success) return { data: parsed.data as AnswerOf<R>, etag: response.headers.get('etag') };
  throw new ApiError(
    'UNEXPECTED_ANSWER',
    'Rex answered what this page does not know. Reload the page: there may be a newer version.',
  );
}

const MOST_WAITS = 3;

/** Rex counts the requests of each person and says when to come again. Only reading waits: a person's command says so at once. */
const isTooSoon = ({ method }: JsonRoute, { status }: Response): boolean =>
  status === 429 && method === 'GET';

/** Ends early when nobody waits for the answer any more. */
const wait = (ms: number, signal?: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const timer = setTimeout(resolve, ms);
    signal?.addEventListener('abort', () => {
      clearTimeout(timer);
      resolve();
    });
  });

function problemOf(status: number, body: unknown): ApiError {
  const problem = problemSchema.safeParse(body).data;
  if (problem === undefined) return new ApiError(`HTTP_${status}`, `Rex answered ${status}.`, status);
  return new ApiError(problem.code, problem.detail || problem.title, status, problem.fields);
}
