import middy from '@middy/core';
import httpRouter from '@middy/http-router';
import type { ZodType, z } from 'zod';
import type { Role } from '../../kernel/contract/common.ts';
import { needsToken, type RouteContract } from '../../kernel/contract/route.ts';
import { answerForm } from '../../kernel/contract/tolerance.ts';
import { RexError } from '../../kernel/errors.ts';
import { inTrace } from '../../kernel/trace.ts';
import type { RequestAllowance, RequestLimiter } from '../ports/request-limiter.ts';
import { rexErrorOf } from './failure.ts';
import {
  type Caller,
  correlationIdOf,
  type HttpEvent,
  httpEventSchema,
  type Person,
  type SignedIn,
} from './http-event.ts';
import { bodyBytes, callerOf, parseRequest, targetOf } from './http-request.ts';
import { logFailure } from './logger.ts';
import { markCursor, unmarkCursor } from './page-cursor.ts';
import { problemResponse } from './problems.ts';
import { countRequest, limiterOfEnvironment } from './request-limit.ts';

/** What a handler gets: everything parsed by the route's contract. */
interface HttpRequest<R extends RouteContract> {
  readonly params: Unsigned<R, Parsed<R, 'params'>>;
  readonly query: Unsigned<R, Parsed<R, 'query'>>;
  /** Of a webhook, `parseSignedBody` reads it after the signature was verified. */
  readonly body: Unsigned<R, Parsed<R, 'body'>>;
  /** Of a webhook: what the address says, to be asked for after the signature was verified. @throws as parseRequest */
  readonly signedAddress: R['roles'] extends 'signed'
    ? () => { readonly params: Parsed<R, 'params'>; readonly query: Parsed<R, 'query'> }
    : undefined;
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly caller: CallerOf<R['roles']>;
  /** The body as it came: what a signature is over. */
  readonly rawBody: Buffer;
  /** Path and query as they came, for signatures that are over the address. */
  readonly target: string;
  /** The network address that the request came from; undefined where API Gateway does not say. */
  readonly sourceIp: string | undefined;
  readonly correlationId: string;
}

export interface HttpResult {
  /** The contract's own status when left out. */
  readonly status?: number;
  /** What the contract's schema does not declare is left out of the answer. */
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A page of HTML, with its own headers. */
export interface PageResult extends HttpResult {
  readonly status: number;
  readonly body: string;
}

const asResponse = (page: PageResult | undefined): HttpResponse | undefined =>
  page && {
    statusCode: page.status,
    headers: { 'content-type': 'text/html; charset=utf-8', ...page.headers },
    body: page.body,
  };

type CallerOf<Roles> = Roles extends 'public' | 'signed'
  ? undefined
  : Roles extends 'person'
    ? SignedIn
    : Roles extends readonly Role[]
      ? Person
      : Caller;

/** Nothing of a webhook is read before its signature was verified. */
type Unsigned<R extends RouteContract, T> = R['roles'] extends 'signed' ? undefined : T;

type Parsed<R, Part extends 'params' | 'query' | 'body'> = R extends { readonly [P in Part]: infer S }
  ? S extends ZodType
    ? z.output<S>
    : undefined
  : undefined;

export type HttpHandlers<T extends Record<string, RouteContract>> = {
  readonly [Id in keyof T]: (request: HttpRequest<T[Id]>) => Promise<HttpResult>;
};

interface HttpResponse {
  readonly statusCode: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
}

type Method = RouteContract['method'] | 'HEAD';

/** A handler whose types the table has already checked against its contract. */
type AnyHandler = (request: Readonly<Record<string, unknown>>) => Promise<HttpResult>;

const SECURITY_HEADERS = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'x-content-type-options': 'nosniff',
} as const;

/**
 * One Lambda for one area of the API: a table of contracts and a handler for each. Bad input is a problem
 * (RFC 9457) that names every wrong place, never a 500; answers are parsed by the contract as requests are.
 */
export function httpHandler<const T extends Record<string, RouteContract>>(
  table: T,
  handlers: HttpHandlers<T>,
  /** Counts the requests of each person; only tests name another one. */
  limiter: RequestLimiter | undefined = Object.values(table).some(needsToken)
    ? limiterOfEnvironment()
    : undefined,
  {
    ofOthers = [],
    pageFor = () => undefined,
  }: {
    /** Routes that others answer, of which it says what methods they take: for the function of unknown paths. */
    readonly ofOthers?: readonly RouteContract[];
    /** What a person sees who has followed a broken link. A problem is answered where there is none. */
    readonly pageFor?: (error: RexError, path: string) => PageResult | undefined;
  } = {},
) {
  const routes = Object.entries(table).flatMap(([id, contract]) =>
    methodsOf(contract).map((method) => ({
      method,
      path: contract.path,
      handler: answerer(contract, handlers[id] as unknown as AnyHandler, limiter),
    })),
  );
  const router = httpRouter({
    routes,
    notFoundResponse: unanswered([...routes, ...ofOthers.flatMap(methodsAndPath)]),
  });
  return middy(router).use({
    after: (request) => {
      request.response = finish(httpEventSchema.parse(request.event), request.response);
    },
    onError: (request) => {
      const event = httpEventSchema.parse(request.event);
      const { method, path } = event.requestContext.http;
      const correlationId = correlationIdOf(event);
      logFailure('The request failed.', request.error, { method, path, correlationId });
      const error = rexErrorOf(request.error);
      request.response = finish(event, asResponse(pageFor(error, path)) ?? problemResponse(error, path));
    },
  });
}

/** HEAD is answered wherever GET is (RFC 9110, section 9.3.2). */
const methodsOf = ({ method }: RouteContract): Method[] => (method === 'GET' ? ['GET', 'HEAD'] : [method]);

/** As API Gateway passes them on: HEAD only where no token is needed. */
const methodsAndPath = (contract: RouteContract): { method: Method; path: string }[] =>
  (needsToken(contract) ? [contract.method] : methodsOf(contract)).map((method) => ({
    method,
    path: contract.path,
  }));

/** What answers where no route does: 405 for every other method of a known path, also TRACE and PROPFIND; else 404. */
function unanswered(routes: readonly { readonly method: Method; readonly path: string }[]) {
  const known = routes.map(({ method, path }) => ({ method, pattern: patternOf(path) }));
  return ({ path }: { readonly path: string }): HttpResponse => {
    const methods = known.filter(({ pattern }) => pattern.test(path)).map(({ method }) => method);
    if (methods.length === 0) throw new RexError('NOT_FOUND', 'There is no such path.');
    const allow = [...new Set(methods)].join(', ');
    const problem = problemResponse(new RexError('METHOD_NOT_ALLOWED', `This path takes ${allow}.`), path);
    return { ...problem, headers: { ...problem.headers, allow } };
  };
}

/** As the router reads a path: `{name}` is one segment, and a slash may follow. */
const patternOf = (path: string): RegExp =>
  new RegExp(`^${path.replaceAll('.', '\\.').replaceAll(/\{[^}]+\}/g, '[^/]+')}/?$`);

const NOTHING_READ: ReturnType<typeof parseRequest> = {
  params: undefined,
  query: undefined,
  body: undefined,
};

function answerer(contract: RouteContract, handler: AnyHandler, limiter: RequestLimiter | undefined) {
  const { status, schema, contentType } = contract.success;
  return async (rawEvent: unknown): Promise<HttpResponse> => {
    const event = httpEventSchema.parse(rawEvent);
    const caller = callerOf(event, contract);
    const correlationId = correlationIdOf(event);
    // Counted before anything is read or done, so that a flood of bad requests counts too.
    const isCounted = caller && limiter && contract.uncounted !== true;
    const allowance = isCounted ? await countRequest(limiter, caller) : undefined;
    const isSigned = contract.roles === 'signed';
    const parsed = isSigned ? NOTHING_READ : parseRequest(event, contract);
    const asked = { ...parsed, operationId: contract.operationId, workspace: caller?.workspace ?? '' };
    const result = await inTrace({ correlationId, causationId: event.requestContext.requestId }, () =>
      handler({
        ...parsed,
        ...unmarkCursor(asked),
        ...(isSigned ? { signedAddress: () => parseRequest(event, contract) } : {}),
        headers: event.headers,
        rawBody: bodyBytes(event),
        target: targetOf(event),
        sourceIp: event.requestContext.http.sourceIp ?? undefined,
        caller,
        correlationId,
      }),
    );
    return {
      statusCode: result.status ?? status,
      headers: {
        'content-type': contentType ?? 'application/json',
        ...(allowance ? rateLimitHeaders(allowance) : {}),
        ...result.headers,
      },
      body: contentType
        ? String(result.body ?? '')
        : schema && !isEmpty(result)
          ? JSON.stringify(markCursor(asked, checked(schema, result.body)))
          : '',
    };
  };
}

/** What was accepted may have no answer. */
const isEmpty = ({ status, body }: HttpResult): boolean => status === 202 && body === undefined;

/** As browsers and libraries have come to know them. */
const rateLimitHeaders = ({ limit, remaining }: RequestAllowance): Record<string, string> => ({
  'x-ratelimit-limit': String(limit),
  'x-ratelimit-remaining': String(remaining),
});

/** @throws RexError INTERNAL when the answer does not keep the contract: a fault of ours, for the log. */
function checked(schema: ZodType, body: unknown): unknown {
  const parsed = answerForm(schema).safeParse(body);
  if (parsed.success) return parsed.data;
  const places = parsed.error.issues.map((issue) => `${issue.path.join('.')} ${issue.message}`).join('; ');
  throw new RexError('INTERNAL', `The answer does not match its contract: ${places}`);
}

const finish = (event: HttpEvent, response: HttpResponse): HttpResponse => ({
  statusCode: response.statusCode,
  headers: { ...SECURITY_HEADERS, 'x-correlation-id': correlationIdOf(event), ...response.headers },
  body: event.requestContext.http.method === 'HEAD' ? '' : response.body,
});
