import { type PlainRequest, urlOf } from '../../shared/kernel/contract/request.ts';
import { needsToken, type RouteContract } from '../../shared/kernel/contract/route.ts';
import { WORKSPACE_HEADER } from '../../shared/members/contract/workspace-header.ts';

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
 * @throws NoAnswer; what the signal of the caller was aborted with
 */
export async function exchange(caller: Caller, route: CallableRoute, request: PlainRequest): Promise<Answer> {
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
    headers.set('authorization', `Bearer ${await token({ renew })}`);
    if (workspace !== undefined) headers.set(WORKSPACE_HEADER, workspace);
  }
  if (request.body !== undefined) headers.set('content-type', 'application/json');
  const signals = [signal, timeoutMs === undefined ? undefined : AbortSignal.timeout(timeoutMs)].filter(
    (each) => each !== undefined,
  );
  try {
    const response = await fetch(urlOf(url, route, request), {
      method: route.method,
      headers,
      body: request.body === undefined ? null : JSON.stringify(request.body),
      signal: signals.length === 0 ? null : AbortSignal.any(signals),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    return new NoAnswer('There was no answer.', { cause });
  }
}

/** How long the API asks to wait before the next try; undefined when it does not say. */
export function retryAfterMs({ headers }: Answer): number | undefined {
  const seconds = Number(headers.get('retry-after') ?? Number.NaN);
  return seconds >= 0 ? seconds * 1_000 : undefined;
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
