import { randomUUID } from 'node:crypto';
import type { IncomingMessage, ServerResponse } from 'node:http';
import * as z from 'zod';
import type { VirtualClock } from '../clock.ts';
import type { Functions } from '../lambda/functions.ts';
import type { Meter } from '../meter/meter.ts';
import { readBody, sendJson } from '../net.ts';
import { ACCOUNT } from '../template/resource-types.ts';
import type { Authorize } from './authorize.ts';
import { type Api, type Cors, createRouter } from './routes.ts';

/** Quotas of an HTTP API: bytes of a request line and its headers, and of a body. */
export const LARGEST_HEAD = 10_240;
const LARGEST_BODY = 10 * 1024 * 1024;
const LONGEST_ANSWER_MS = 30_000;
const TEXT_TYPES =
  /^(text\/|application\/(json|[\w.-]+\+json|xml|[\w.-]+\+xml|javascript|x-www-form-urlencoded))/;

const REFUSALS = {
  unauthorized: [401, 'Unauthorized'],
  forbidden: [403, 'Forbidden'],
  failed: [500, 'Internal Server Error'],
} as const;

const lambdaAnswer = z.object({
  statusCode: z.coerce.number(),
  headers: z.record(z.string(), z.coerce.string()).default({}),
  cookies: z.array(z.string()).default([]),
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

export interface HttpApi {
  /** Whether one of its routes, other than `$default`, is for this request. */
  claims(method: string, path: string): boolean;
  handle(request: IncomingMessage, response: ServerResponse): Promise<void>;
}

export interface HttpApiServices {
  readonly functions: Functions;
  readonly authorize: Authorize;
  readonly clock: VirtualClock;
  readonly meter: Meter;
}

/** An HTTP API (API Gateway v2): routes, Lambda authorizers, proxy integrations in payload format 2.0, CORS. */
export function createHttpApi(api: Api, { functions, authorize, clock, meter }: HttpApiServices): HttpApi {
  const match = createRouter(api.routes);
  const prefix = api.stage === '$default' ? '' : `/${api.stage}`;
  const pathOf = (path: string): string =>
    prefix !== '' && path.startsWith(`${prefix}/`) ? path.slice(prefix.length) : path;

  const handle = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const method = request.method ?? 'GET';
    const url = new URL(request.url ?? '/', 'http://local');
    meter.count('http.requests', 1);
    if (api.cors !== undefined) {
      setCorsHeaders(api.cors, request, response);
      if (method === 'OPTIONS' && request.headers.origin !== undefined) {
        response.writeHead(204).end();
        return;
      }
    }
    const found = match(method, pathOf(url.pathname));
    const body = await readBody(request, LARGEST_BODY);
    if (body === undefined) return sendJson(response, 413, { message: 'Request Entity Too Large' });
    if (found === undefined) return sendJson(response, 404, { message: 'Not Found' });
    const { route, pathParameters } = found;
    const event = eventOf(request, url, route.key, pathParameters);
    if (route.authorizer !== undefined) {
      const verdict = await authorize(route.authorizer, {
        event: {
          ...event,
          type: 'REQUEST',
          routeArn: `arn:aws:execute-api:local:${ACCOUNT}:${api.id}/${api.stage}/${method}${url.pathname}`,
        },
        headers: event.headers,
        query: event.queryStringParameters ?? {},
      });
      if (verdict.outcome !== 'allowed') {
        const [status, message] = REFUSALS[verdict.outcome];
        return sendJson(response, status, { message });
      }
      event.requestContext.authorizer = { lambda: verdict.context };
    }
    const isText = body.length === 0 || TEXT_TYPES.test(request.headers['content-type'] ?? 'text/plain');
    const result = await withinTime(
      functions.invoke(route.functionName, {
        ...event,
        ...(body.length > 0 ? { body: body.toString(isText ? 'utf8' : 'base64') } : {}),
        isBase64Encoded: !isText,
      }),
    );
    if (result === undefined) return sendJson(response, 503, { message: 'Service Unavailable' });
    if (!result.ok) return sendJson(response, 500, { message: 'Internal Server Error' });
    sendAnswer(response, result.payload);
  };

  const eventOf = (
    request: IncomingMessage,
    url: URL,
    routeKey: string,
    pathParameters: Readonly<Record<string, string>>,
  ) => {
    const now = clock.now();
    const { cookie, ...rest } = request.headers;
    const requestContext: Record<string, unknown> = {
      accountId: ACCOUNT,
      apiId: api.id,
      domainName: request.headers.host ?? 'localhost',
      domainPrefix: api.id,
      http: {
        method: request.method ?? 'GET',
        path: url.pathname,
        protocol: 'HTTP/1.1',
        sourceIp: request.socket.remoteAddress ?? '127.0.0.1',
        userAgent: request.headers['user-agent'] ?? '',
      },
      requestId: randomUUID(),
      routeKey,
      stage: api.stage,
      time: now.toUTCString(),
      timeEpoch: now.getTime(),
    };
    return {
      version: '2.0',
      routeKey,
      rawPath: url.pathname,
      rawQueryString: url.search.slice(1),
      ...(cookie === undefined ? {} : { cookies: cookie.split(/; ?/) }),
      headers: flat(rest),
      ...(url.search === '' ? {} : { queryStringParameters: queryOf(url) }),
      requestContext,
      ...(Object.keys(pathParameters).length === 0 ? {} : { pathParameters }),
    };
  };
  return {
    claims: (method, path) => {
      const found = match(method, pathOf(path));
      return found !== undefined && found.route.key !== '$default';
    },
    handle,
  };
}

/** Header values as one text each, as payload format 2.0 has them. */
export function flat(headers: NodeJS.Dict<string | string[]>): Record<string, string> {
  const found: Record<string, string> = {};
  for (const [name, value] of Object.entries(headers)) {
    if (value !== undefined) found[name] = Array.isArray(value) ? value.join(',') : value;
  }
  return found;
}

/** Values of a repeated parameter are joined by commas. */
export function queryOf(url: URL): Record<string, string> {
  const names = new Set(url.searchParams.keys());
  return Object.fromEntries([...names].map((name) => [name, url.searchParams.getAll(name).join(',')]));
}

function setCorsHeaders(cors: Cors, request: IncomingMessage, response: ServerResponse): void {
  const { origin } = request.headers;
  if (origin === undefined) return;
  // Never `*`: that would open this machine to every page.
  if (!cors.allowOrigins.includes(origin)) return;
  response.setHeader('access-control-allow-origin', origin);
  response.setHeader('vary', 'origin');
  const lists = {
    'access-control-allow-methods': cors.allowMethods,
    'access-control-allow-headers': cors.allowHeaders,
    'access-control-expose-headers': cors.exposeHeaders,
  };
  for (const [name, values] of Object.entries(lists))
    if (values.length > 0) response.setHeader(name, values.join(','));
  if (cors.allowCredentials) response.setHeader('access-control-allow-credentials', 'true');
  if (cors.maxAge !== undefined) response.setHeader('access-control-max-age', String(cors.maxAge));
}

async function withinTime<T>(work: Promise<T>): Promise<T | undefined> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<undefined>((resolve) => {
    timer = setTimeout(() => resolve(undefined), LONGEST_ANSWER_MS);
  });
  const result = await Promise.race([work, late]);
  clearTimeout(timer);
  return result;
}

/** What has no status code is the body of a success, as API Gateway infers it. */
function sendAnswer(response: ServerResponse, payload: unknown): void {
  const hasStatus = typeof payload === 'object' && payload !== null && 'statusCode' in payload;
  const answer = lambdaAnswer.safeParse(
    hasStatus ? payload : { statusCode: 200, body: JSON.stringify(payload) },
  );
  if (!answer.success) {
    sendJson(response, 500, { message: 'Internal Server Error' });
    return;
  }
  const { statusCode, headers, cookies, body, isBase64Encoded } = answer.data;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
  if (cookies.length > 0) response.setHeader('set-cookie', cookies);
  if (!response.hasHeader('content-type'))
    response.setHeader('content-type', hasStatus ? 'text/plain;charset=UTF-8' : 'application/json');
  response.setHeader('content-length', bytes.length);
  response.writeHead(statusCode).end(bytes);
}
