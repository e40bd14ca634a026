import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { RexError } from '../../kernel/errors.ts';
import { httpHandler } from './http.ts';

const params = z.object({ id: z.string().regex(/^t_\d+$/, 'a thing id looks like t_1') });
const things = routes({
  listThings: {
    operationId: 'listThings',
    method: 'GET',
    path: '/things',
    summary: '',
    roles: ANYONE,
    query: z.object({ limit: z.coerce.number().int().min(1).default(25) }),
    success: { status: 200, schema: z.object({ limit: z.number(), workspace: z.string() }) },
    errors: [],
  },
  createThing: {
    operationId: 'createThing',
    method: 'POST',
    path: '/things',
    summary: '',
    roles: OPERATORS,
    body: z.strictObject({ name: z.string(), params: z.strictObject({ steps: z.number() }) }),
    success: { status: 201, schema: z.object({ name: z.string() }) },
    errors: [],
  },
  getThing: {
    operationId: 'getThing',
    method: 'GET',
    path: '/things/{id}',
    summary: '',
    roles: ANYONE,
    params,
    success: { status: 200, schema: z.object({ id: z.string() }) },
    errors: [],
  },
  brokenThing: {
    operationId: 'brokenThing',
    method: 'GET',
    path: '/broken',
    summary: '',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ id: z.string() }) },
    errors: [],
  },
  page: {
    operationId: 'page',
    method: 'GET',
    path: '/page/{token}',
    summary: '',
    roles: 'public',
    params: z.object({ token: z.string() }),
    success: { status: 200, contentType: 'text/html; charset=utf-8' },
    errors: [],
  },
});

const allowance = { limit: 100, remaining: 99 };
const handler = httpHandler(
  things,
  {
    listThings: async ({ query, caller }) => ({ body: { limit: query.limit, workspace: caller.workspace } }),
    createThing: async ({ body }) => ({
      body: { name: body.name, secret: 'never' },
      headers: { location: '/things/t_1' },
    }),
    getThing: async ({ params }) => {
      if (params.id === 't_404') throw new RexError('NOT_FOUND', 'There is no such thing.');
      if (params.id === 't_503') throw new RexError('PROVIDER_UNAVAILABLE', 'Secret host db-7 is down.');
      if (params.id === 't_500') throw new TypeError('password hunter2');
      return { body: { id: params.id } };
    },
    brokenThing: async () => ({ body: { id: 7 } }),
    page: async ({ params }) => ({ body: `<p>${params.token}</p>` }),
  },
  { take: async () => allowance },
);

const OPERATOR = { workspace: 'acme', role: 'operator', subject: 'ann' };

interface Call {
  readonly headers?: Record<string, string>;
  readonly body?: string;
  readonly isBase64Encoded?: boolean;
  readonly queryStringParameters?: Record<string, string>;
  readonly caller?: Record<string, unknown> | undefined;
}

async function call(method: string, path: string, { caller = OPERATOR, ...rest }: Call = {}) {
  const authorizer = Object.keys(caller).length > 0 ? { authorizer: { lambda: caller } } : {};
  const event = {
    version: '2.0',
    rawPath: path,
    requestContext: { requestId: 'request-1', http: { method, path }, ...authorizer },
    ...rest,
  };
  const response = await handler(event as never, {} as never);
  const json = /json/.test(response.headers['content-type'] ?? '') && response.body !== '';
  return { ...response, json: json ? JSON.parse(response.body) : undefined };
}

const post = (body: string, rest: Call = {}) =>
  call('POST', '/things', { headers: { 'content-type': 'application/json' }, body, ...rest });

describe('httpHandler', () => {
  it('parses query and caller, and answers with what the contract declares', async () => {
    const response = await call('GET', '/things', { queryStringParameters: { limit: '3' } });
    expect(response.statusCode).toBe(200);
    expect(response.json).toEqual({ limit: 3, workspace: 'acme' });
  });

  it('accepts null for absent parts of a request', async () => {
    const event = {
      version: '2.0',
      rawPath: '/things',
      requestContext: {
        http: { method: 'GET', path: '/things' },
        authorizer: { lambda: OPERATOR },
      },
      headers: null,
      pathParameters: null,
      queryStringParameters: null,
      rawQueryString: null,
      body: null,
    };
    expect((await handler(event as never, {} as never)).statusCode).toBe(200);
  });

  it('removes fields from an answer that the contract does not declare', async () => {
    const response = await post('{"name":"a","params":{"steps":1}}');
    expect(response.statusCode).toBe(201);
    expect(response.headers['location']).toBe('/things/t_1');
    expect(response.json).toEqual({ name: 'a' });
  });

  it('accepts null for missing parts of a request, and header names in any case', async () => {
    const nulls = {
      headers: null,
      queryStringParameters: null,
      pathParameters: null,
      body: null,
      isBase64Encoded: null,
      rawQueryString: null,
    };
    const event = (method: string, path: string, more: object) => ({
      version: '2.0',
      rawPath: path,
      ...nulls,
      requestContext: { requestId: 'r', http: { method, path }, authorizer: { lambda: OPERATOR } },
      ...more,
    });
    const answer = (...given: Parameters<typeof event>) => handler(event(...given) as never, {} as never);
    expect(await answer('GET', '/things/t_1', {})).toMatchObject({ statusCode: 200, body: '{"id":"t_1"}' });
    expect(await answer('GET', '/things', { queryStringParameters: { limit: null } })).toMatchObject({
      statusCode: 200,
    });
    expect(await answer('GET', '/nowhere', {})).toMatchObject({ statusCode: 404 });
    expect(await answer('POST', '/things', {})).toMatchObject({ statusCode: 400 });
    const headers = { 'Content-Type': 'text/plain', 'X-Correlation-Id': 'c-1' };
    const refused = await answer('POST', '/things', { headers, body: '{}' });
    expect(refused).toMatchObject({ statusCode: 415, headers: { 'x-correlation-id': 'c-1' } });
    const open = event('GET', '/things', {});
    const anonymous = { ...open, requestContext: { ...open.requestContext, authorizer: null } };
    expect(await handler(anonymous as never, {} as never)).toMatchObject({ statusCode: 401 });
  });

  it('reports every fault of a body by its path', async () => {
    const response = await post('{"name":7,"params":{"steps":"x","more":1}}');
    expect(response.statusCode).toBe(400);
    expect(response.headers['content-type']).toBe('application/problem+json');
    expect(response.json).toMatchObject({ code: 'VALIDATION_FAILED', status: 400, instance: '/things' });
    const paths = response.json.fields.map((field: { path: string }) => field.path);
    expect(paths).toEqual(['body.name', 'body.params.steps', 'body.params.more']);
  });

  it.each([
    ['bad JSON', '{"name":', {}, 400, 'MALFORMED_JSON'],
    [
      'invalid UTF-8',
      Buffer.from([0x22, 0xff, 0x22]).toString('base64'),
      { isBase64Encoded: true },
      400,
      'MALFORMED_JSON',
    ],
    ['a very deep body', '['.repeat(100_000), {}, 400, 'MALFORMED_JSON'],
    ['no body', '', {}, 400, 'VALIDATION_FAILED'],
    ['null', 'null', {}, 400, 'VALIDATION_FAILED'],
    ['an array', '[]', {}, 400, 'VALIDATION_FAILED'],
    ['an inherited key', '{"__proto__":{"name":"x"}}', {}, 400, 'VALIDATION_FAILED'],
    ['a large body', `"${'x'.repeat(256 * 1024)}"`, {}, 413, 'PAYLOAD_TOO_LARGE'],
    [
      'a form',
      'name=a',
      { headers: { 'content-type': 'application/x-www-form-urlencoded' } },
      415,
      'UNSUPPORTED_MEDIA_TYPE',
    ],
  ] as const)('refuses %s', async (_, body, rest, status, code) => {
    const response = await post(body, rest);
    expect([response.statusCode, response.json.code]).toEqual([status, code]);
  });

  it.each([
    ['{"name":"a","params":{"steps":1e-200}}', 'body.params.steps'],
    ['{"name":"\\ud800","params":{"steps":1}}', 'body.name'],
    ['{"name":"a","name":"b","params":{"steps":1}}', 'body.name'],
    [`{"name":${'['.repeat(90_000)}${']'.repeat(90_000)}}`, 'body'],
  ])('names what no record can hold: %.40s', async (body, path) => {
    const response = await post(body);
    expect([response.statusCode, response.json.code]).toEqual([400, 'VALIDATION_FAILED']);
    expect(response.json.fields).toEqual([{ path, message: expect.any(String) }]);
  });

  it('limits the number of faults that it reports', async () => {
    const fields = Array.from({ length: 9_000 }, (_, n) => `"f${n}":1`).join();
    const response = await post(`{${fields}}`);
    expect(response.statusCode).toBe(400);
    expect(response.body.length).toBeLessThan(20_000);
  });

  it('reads a base64 body and a vendor JSON type', async () => {
    const body = Buffer.from('{"name":"ä","params":{"steps":1}}').toString('base64');
    const headers = { 'content-type': 'application/vnd.rex+json; charset=utf-8' };
    expect((await post(body, { isBase64Encoded: true, headers })).json).toEqual({ name: 'ä' });
  });

  it.each([
    ['nobody', {}, 401, 'UNAUTHENTICATED'],
    ['whoever the authorizer refused', { refused: 'UNAUTHENTICATED' }, 401, 'UNAUTHENTICATED'],
    ['whoever nobody can tell', { refused: 'PROVIDER_UNAVAILABLE' }, 503, 'PROVIDER_UNAVAILABLE'],
    ['a person in no role', { subject: 'eve', workspace: 'acme' }, 404, 'NOT_FOUND'],
    ['a role that is not enough', { ...OPERATOR, role: 'viewer' }, 403, 'FORBIDDEN'],
  ])('turns %s away before looking at the body', async (_, caller, status, code) => {
    const response = await post('{', { caller });
    expect([response.statusCode, response.json.code]).toEqual([status, code]);
  });

  it('names a wrong path parameter', async () => {
    const response = await call('GET', '/things/%00');
    expect(response.statusCode).toBe(400);
    expect(response.json.fields).toEqual([{ path: 'params.id', message: 'a thing id looks like t_1' }]);
  });

  it.each(['DELETE', 'OPTIONS', 'TRACE', 'PROPFIND', 'QUERY'])(
    'tells an unknown path from %s, which a path does not take',
    async (method) => {
      expect((await call(method, '/nothing')).json.code).toBe('NOT_FOUND');
      expect((await call(method, '/things/t_1/more')).json.code).toBe('NOT_FOUND');
      for (const path of ['/things/t_1', '/things/t_1/']) {
        const response = await call(method, path);
        expect([response.statusCode, response.json.code]).toEqual([405, 'METHOD_NOT_ALLOWED']);
        expect(response.headers['allow']).toBe('GET, HEAD');
      }
    },
  );

  it('writes internal faults to the log only', async () => {
    const fault = await call('GET', '/things/t_500');
    expect([fault.statusCode, fault.json.code]).toEqual([500, 'INTERNAL']);
    expect(fault.body).not.toContain('hunter2');
    const down = await call('GET', '/things/t_503');
    expect([down.statusCode, down.headers['retry-after']]).toEqual([503, '5']);
    expect(down.body).not.toContain('db-7');
    expect((await call('GET', '/broken')).statusCode).toBe(500);
  });

  it('returns the correlation id of the client, or else the request id, and the security headers', async () => {
    const given = await call('GET', '/things/t_404', { headers: { 'x-correlation-id': 'abc-1' } });
    expect(given.statusCode).toBe(404);
    expect(given.headers).toMatchObject({ 'x-correlation-id': 'abc-1', 'x-content-type-options': 'nosniff' });
    const unusable = await call('GET', '/things', { headers: { 'x-correlation-id': 'a\r\nb: c' } });
    expect(unusable.headers['x-correlation-id']).toBe('request-1');
  });

  it('answers text by the content type of the contract, and HEAD without a body', async () => {
    const page = await call('GET', '/page/abc', { caller: {} });
    expect([page.headers['content-type'], page.body]).toEqual(['text/html; charset=utf-8', '<p>abc</p>']);
    const head = await call('HEAD', '/page/abc', { caller: {} });
    expect([head.statusCode, head.body]).toEqual([200, '']);
  });
});
