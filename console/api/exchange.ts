import { type PlainRequest, urlOf } from '../../shared/kernel/contract/request.ts';
import { needsToken, type RouteContract } from '../../shared/kernel/contract/route.ts';
import { WORKSPACE_HEADER } from '../../shared/members/contract/workspace-header.ts';
import { ApiError } from './api-error.ts';

/** What must be known of a route to call it. */
export type CallableRoute = Pick<RouteContract, 'method' | 'path' | 'roles'>;

export interface Caller {
  /** Where the API is, without a slash at the end. */
  readonly url: string;
  /** Asked for at each try. `renew` is true when the API has just refused the one before, which happens once a call. */
  token(options: { readonly renew: boolean }): Promise<string>;
  /** The one that is meant, of those that the person belongs to; that of the token when left out. */
  readonly workspace?: string | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Of one try. */
  readonly timeoutMs?: number | undefined;
  /** After how many milliseconds a try that came to this is repeated; undefined: it is not. */
  repeatAfter(tried: Tried): number | undefined;
}

export interface Tried {
  /** How often it was repeated so far, for whatever reason `repeatAfter` had. */
  readonly repeats: number;
  /** What came; undefined: nothing. */
  readonly answer: Answer | undefined;
}

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly text: string;
}

/** No answer came: `cause` says why. */
export class NoAnswer extends Error {}

/**
 * Asks a route, and again with a new token when the first was refused, and as often as the caller repeats.
 * @returns the answer as it comes, also one that is a problem
 * @throws NoAnswer; ApiError for what cannot be asked at all; what the signal of the caller was aborted with
 */
export async function exchange(caller: Caller, route: CallableRoute, request: PlainRequest): Promise<Answer> {
  checkParams(route, request);
  let wasRenewed = false;
  let renew = false;
  for (let repeats = 0; ; ) {
    const tried = await tryOnce(caller, route, request, renew);
    const answer = tried instanceof NoAnswer ? undefined : tried;
    renew = answer?.status === 401 && needsToken(route) && !wasRenewed;
    wasRenewed ||= renew;
    if (renew) continue;
    const after = caller.repeatAfter({ repeats, answer });
    if (after === undefined) {
      if (tried instanceof NoAnswer) throw tried;
      return tried;
    }
    repeats += 1;
    await delay(after, caller.signal);
  }
}

async function tryOnce(
  { url, token, workspace, signal, timeoutMs }: Caller,
  route: CallableRoute,
  request: PlainRequest,
  renew: boolean,
): Promise<Answer | NoAnswer> {
  const headers = new Headers(request.headers);
  if (needsToken(route)) {
    authorize(headers, await token({ renew }));
    if (workspace !== undefined) headers.set(WORKSPACE_HEADER, workspace);
  }
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const asked = urlOf(url, route, request);
  const body = request.body === undefined ? null : JSON.stringify(request.body);
  const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)].filter(
    (each) => each !== undefined,
  );
  try {
    const response = await fetch(asked, {
      method: route.method,
      headers,
      body,
      // A POST that is sent elsewhere becomes a GET, whose answer is that of another route.
      redirect: route.method === 'GET' ? 'follow' : 'error',
      signal: signals.length === 0 ? null : AbortSignal.any(signals),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    return new NoAnswer('There was no answer.', { cause });
  }
}

/** No text of URL can hold these: with ".." another route would be asked, and with nothing perhaps a list. */
function checkParams({ path }: CallableRoute, { params }: PlainRequest): void {
  const given = Object(params) as Readonly<Record<string, unknown>>;
  for (const [, name = ''] of path.matchAll(/\{(\w+)\}/g)) {
    if (!['', '.', '..'].includes(String(given[name] ?? ''))) continue;
    const message = `"${name}" cannot be "${given[name] ?? ''}".`;
    throw new ApiError('VALIDATION_FAILED', message, 0, [{ path: `params.${name}`, message }]);
  }
}

function authorize(headers: Headers, token: string): void {
  try {
    headers.set('authorization', `Bearer ${token}`);
  } catch {
    // The error says the token.
    throw new ApiError('NO_TOKEN', 'The token has characters that no header can hold.');
  }
}

/** How long the API, or what stands before it, asks to wait before the next try: seconds or a date; undefined when it does not say. */
export function retryAfterMs({ headers }: Answer): number | undefined {
  const said = headers.get('retry-after')?.trim() ?? '';
  if (/^\d+(?:\.\d+)?$/.test(said)) return Number(said) * 1_000;
  const at = /^[a-z]{3}/i.test(said) ? Date.parse(said) : Number.NaN;
  return Number.isNaN(at) ? undefined : Math.max(0, at - Date.now());
}

/** @throws what the signal was aborted with: nobody waits for the answer any more */
const delay = (ms: number, signal: AbortSignal | undefined): Promise<void> =>
  new Promise((resolve, reject) => {
    signal?.throwIfAborted();
    const stop = () => {
      clearTimeout(timer);
      reject(signal?.reason);
    };
    const timer = setTimeout(() => {
      signal?.removeEventListener('abort', stop);
      resolve();
    }, ms);
    signal?.addEventListener('abort', stop, { once: true });
  });
