import {
  type AnswerOf,
  type JsonRoute,
  type PlainRequest,
  parseJson,
  type RequestOf,
} from '../../shared/kernel/contract/request.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { ApiError } from '../api/api-error.ts';
import { type Answer, exchange, NoAnswer, retryAfterMs, type Tried } from '../api/exchange.ts';
import { problemOf } from '../api/problem.ts';
import { CliError, type Fault } from './cli-error.ts';

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
/** How often a 429 is waited out, and the longest such wait. */
const RATE_LIMIT_TRIES = 5;
const LONGEST_WAIT_MS = 60_000;

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
  const { status, text } = await send(connection, route, request);
  const body = parseJson(text);
  if (status >= 300) throw problemError(status, body, text);
  const parsed = route.success.schema.safeParse(body);
  if (parsed.success) return parsed.data as AnswerOf<R>;
  throw new CliError(
    'UNEXPECTED_ANSWER',
    `${route.method} ${route.path} answered what this version does not know.`,
    { fields: parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message })) },
  );
}

/** The answer as it comes, also one that is a problem. @throws CliError UNREACHABLE */
export const send = (connection: Connection, route: RouteContract, request: PlainRequest): Promise<Answer> =>
  exchange({ ...connection, timeoutMs: TIMEOUT_MS, repeatAfter }, route, request).catch((error: unknown) => {
    if (error instanceof ApiError)
      throw new CliError(error.code, error.message, { fields: error.fields, fault: faultOf(error.code) });
    if (!(error instanceof NoAnswer)) throw error;
    const { cause } = error;
    throw new CliError('UNREACHABLE', `No answer from ${connection.url}. Is Rex running?`, { cause });
  });

const repeatAfter = ({ repeats, answer }: Tried): number | undefined =>
  answer?.status === 429 && repeats < RATE_LIMIT_TRIES
    ? Math.min(retryAfterMs(answer) || 1_000, LONGEST_WAIT_MS)
    : undefined;

/** A value that the API refuses is as wrong as one that the command refuses by itself: the exit code is the same. */
const faultOf = (code: string): Fault => (code === 'VALIDATION_FAILED' ? 'usage' : 'failed');

function problemError(status: number, body: unknown, text: string): CliError {
  const problem = problemOf(body);
  return problem === undefined
    ? new CliError(`HTTP_${status}`, text.slice(0, 300) || `The API answered ${status}.`)
    : new CliError(problem.code, problem.message, { fields: problem.fields, fault: faultOf(problem.code) });
}
