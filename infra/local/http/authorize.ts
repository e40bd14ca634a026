import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Authorizer } from './routes.ts';

type Verdict =
  | { readonly outcome: 'allowed'; readonly context: Readonly<Record<string, unknown>> }
  | { readonly outcome: 'unauthorized' | 'forbidden' | 'failed' };

interface AuthorizationRequest {
  readonly event: Readonly<Record<string, unknown>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly query: Readonly<Record<string, string>>;
}

export type Authorize = (authorizer: Authorizer, request: AuthorizationRequest) => Promise<Verdict>;

const answer = z.object({
  isAuthorized: z.boolean().optional(),
  principalId: z.string().optional(),
  policyDocument: z.object({ Statement: z.array(z.looseObject({ Effect: z.string() })) }).optional(),
  context: z.record(z.string(), z.unknown()).default({}),
});

/** Runs Lambda authorizers, with both kinds of answer (simple, and IAM policy), and keeps the answers as long as told. */
export function createAuthorize(functions: Functions, clock: VirtualClock): Authorize {
  const cache = new Map<string, { until: number; verdict: Verdict }>();
  return async (authorizer, request) => {
    const identity = authorizer.identitySources.map((source) => identityAt(source, request));
    if (identity.some((value) => value === undefined)) return { outcome: 'unauthorized' };
    const cacheable = authorizer.cacheSeconds > 0 && identity.length > 0;
    const key = `${authorizer.functionName}\n${identity.join('\n')}`;
    const known = cache.get(key);
    if (cacheable && known !== undefined && known.until > clock.time()) return known.verdict;
    const result = await functions.invoke(authorizer.functionName, {
      ...request.event,
      identitySource: identity,
    });
    if (!result.ok) {
      return { outcome: result.error.errorMessage === 'Unauthorized' ? 'unauthorized' : 'failed' };
    }
    const verdict = verdictOf(result.payload);
    if (cacheable) cache.set(key, { until: clock.time() + authorizer.cacheSeconds * 1000, verdict });
    return verdict;
  };
}

function verdictOf(payload: unknown): Verdict {
  const parsed = answer.safeParse(payload);
  if (!parsed.success) return { outcome: 'failed' };
  const { isAuthorized, principalId, policyDocument, context } = parsed.data;
  const effects = policyDocument?.Statement.map(({ Effect }) => Effect) ?? [];
  const allowed = isAuthorized ?? (effects.includes('Allow') && !effects.includes('Deny'));
  if (!allowed) return { outcome: 'forbidden' };
  return { outcome: 'allowed', context: principalId === undefined ? context : { principalId, ...context } };
}

function identityAt(source: string, { headers, query }: AuthorizationRequest): string | undefined {
  const [, place, name] = /request\.(header|querystring)\.(.+)$/.exec(source) ?? [];
  if (place === undefined || name === undefined) return '';
  const value = place === 'header' ? headers[name.toLowerCase()] : query[name];
  return value === '' ? undefined : value;
}
