import {
  type AnswerOf,
  type JsonRoute,
  type PlainRequest,
  parseJson,
} from '../../../shared/kernel/contract/request.ts';
import { ApiError } from '../../api/api-error.ts';
import { exchange, NoAnswer, retryAfterMs, type Tried } from '../../api/exchange.ts';
import { problemOf } from '../../api/problem.ts';

export { ApiError, type FieldProblem } from '../../api/api-error.ts';

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
  const caller = {
    url: location.origin,
    workspace: credentials.workspace,
    token: ({ renew }: { readonly renew: boolean }) => (renew ? credentials.renewed() : credentials.token()),
    signal,
    repeatAfter: (tried: Tried) => (route.method === 'GET' ? waitFor(tried) : undefined),
  };
  const { status, headers, text } = await exchange(caller, route, request).catch((error: unknown) => {
    throw error instanceof NoAnswer ? unreachable() : error;
  });
  const body = parseJson(text);
  if (status >= 300) throw refusal(status, body);
  const parsed = route.success.schema.safeParse(body);
  if (parsed.success) return { data: parsed.data as AnswerOf<R>, etag: headers.get('etag') };
  throw new ApiError(
    'UNEXPECTED_ANSWER',
    'Rex answered what this page does not know. Reload the page: there may be a newer version.',
  );
}

const MOST_WAITS = 3;

/** Rex counts the requests of each person and says when to come again. Only reading waits: a person's command says so at once. */
const waitFor = ({ repeats, answer }: Tried): number | undefined =>
  answer?.status === 429 && repeats < MOST_WAITS ? (retryAfterMs(answer) ?? 1_000) : undefined;

function refusal(status: number, body: unknown): ApiError {
  const problem = problemOf(body);
  return problem === undefined
    ? new ApiError(`HTTP_${status}`, `Rex answered ${status}.`, status)
    : new ApiError(problem.code, problem.message, status, problem.fields);
}
