import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../../shared/kernel/clock.ts';
import { DynamoRequestLimiter } from '../../../shared/platform/adapters/dynamodb/request-limiter.ts';
import { SqsQueue } from '../../../shared/platform/adapters/sqs/sqs-queue.ts';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { stores } from '../../../test/support/stores.ts';
import { systemHandler } from './handler.ts';

const SETTINGS = {
  brandName: 'Acme',
  senderName: 'Ann',
  postalAddress: '1 Main Street',
  website: 'https://acme.test',
};

describe('http/system', () => {
  let aws: TestAws;
  let handler: ReturnType<typeof systemHandler>;
  let records = (): unknown => 'an answer';
  beforeAll(async () => {
    aws = await startTestAws();
    const limiter = new DynamoRequestLimiter(aws.records, systemClock, 100);
    const deps = {
      ...stores(aws),
      outbound: new SqsQueue(aws.sqs, aws.fauxqs.createQueue('outbound').queueUrl),
      clock: systemClock,
      dependencies: {
        database: [{ name: 'records', check: async () => records() }],
        others: [{ name: 'sign-in', check: async () => undefined }],
      },
      baseUrl: 'https://rex.test',
      systemMailFrom: undefined,
      signIn: { issuer: 'https://issuer.test', clientId: 'client-1', consoleClientId: 'client-2' },
    };
    handler = systemHandler(deps, limiter);
  });
  afterAll(() => aws.stop());

  async function call(
    method: string,
    path: string,
    { role = 'owner', body, ifMatch }: { role?: string; body?: unknown; ifMatch?: string } = {},
  ) {
    const event = {
      version: '2.0',
      requestContext: {
        requestId: 'r1',
        http: { method, path },
        authorizer: { lambda: { workspace: 'acme', role, subject: 'ann' } },
      },
      headers: { 'content-type': 'application/json', ...(ifMatch ? { 'if-match': ifMatch } : {}) },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    };
    const response = await handler(event as never, {} as never);
    const isJson = response.headers['content-type']?.includes('json') === true;
    const { etag } = response.headers;
    return { status: response.statusCode, etag, body: isJson ? JSON.parse(response.body) : response.body };
  }

  it('says what it has checked, and is not ready while a dependency is down', async () => {
    const ready = await call('GET', '/health/ready');
    expect(ready).toMatchObject({
      status: 200,
      body: {
        ready: true,
        checks: [
          { name: 'records', ok: true, ms: expect.any(Number), problem: null },
          { name: 'sign-in', ok: true },
        ],
      },
    });
    records = () => {
      throw new TypeError('The table of acme is not there.');
    };
    const database = await call('GET', '/health/db');
    expect(database).toMatchObject({
      status: 503,
      body: { ready: false, checks: [{ name: 'records', ok: false, problem: 'TypeError' }] },
    });
    expect(JSON.stringify(database.body)).not.toContain('acme');
    records = () => 'an answer';
  });

  it('tells language models what can be asked, and of no page for recipients', async () => {
    const { body } = await call('GET', '/llms.txt');
    expect(body).toMatch(/^# Rex\n\n> /);
    expect(body).toContain('`POST /api/knowledge/search`');
    expect(body).toContain('https://rex.test/openapi.json');
    expect(body).not.toContain('/u/{token}');
  });

  it('reports its health and describes itself', async () => {
    expect(await call('GET', '/health')).toMatchObject({ status: 200, body: { status: 'ok' } });
    expect((await call('GET', '/.well-known/rex')).body).toMatchObject({
      service: 'rex',
      signIn: {
        issuer: 'https://issuer.test',
        clientId: 'client-1',
        consoleClientId: 'client-2',
        scopes: ['openid', 'email', 'profile'],
      },
    });
    const { body } = await call('GET', '/openapi.json');
    expect(body).toMatchObject({ openapi: '3.1.0', servers: [{ url: 'https://rex.test' }] });
    expect(body.paths).toHaveProperty('/api/rex/missions');
  });

  it('lets only permitted roles set up, pause and resume the workspace', async () => {
    expect((await call('GET', '/api/rex/settings')).body.code).toBe('NOT_FOUND');
    expect((await call('PUT', '/api/rex/settings', { role: 'viewer', body: SETTINGS })).status).toBe(403);
    const put = await call('PUT', '/api/rex/settings', { body: SETTINGS });
    expect(put).toMatchObject({ status: 200, body: { brandName: 'Acme', timeZone: 'UTC', paused: false } });
    expect((await call('POST', '/api/rex/pause')).body).toEqual({ paused: true });
    expect((await call('GET', '/api/rex/status')).body).toMatchObject({
      autonomy: { paused: true, dryRun: false },
      systemMailFrom: null,
    });
    expect((await call('POST', '/api/rex/resume', { role: 'approver' })).status).toBe(403);
    expect((await call('POST', '/api/rex/resume', { body: {} })).body).toEqual({ paused: false });
  });

  it('replaces settings only while they are as they were read, when it is asked to', async () => {
    await call('PUT', '/api/rex/settings', { body: SETTINGS });
    const { etag } = await call('GET', '/api/rex/settings');
    expect(etag).toMatch(/^"\d+"$/);
    const put = (dailyBudget: number, ifMatch?: string) =>
      call('PUT', '/api/rex/settings', {
        body: { ...SETTINGS, dailyBudget },
        ...(ifMatch ? { ifMatch } : {}),
      });
    expect((await put(7, etag)).status).toBe(200);
    expect(await put(8, etag)).toMatchObject({
      status: 409,
      body: { fields: [{ path: 'headers.if-match' }] },
    });
    expect(await put(8, 'W/3')).toMatchObject({
      status: 400,
      body: { fields: [{ path: 'headers.if-match' }] },
    });
    expect((await call('GET', '/api/rex/settings')).body.dailyBudget).toBe(7);
    expect((await put(8)).body.dailyBudget).toBe(8);
  });

  it('answers 405 with the allowed methods on known paths, and 404 on others', async () => {
    for (const method of ['DELETE', 'TRACE']) {
      expect(await call(method, '/api/rex/missions')).toMatchObject({
        status: 405,
        body: { code: 'METHOD_NOT_ALLOWED', detail: 'This path takes POST, GET.' },
      });
    }
    expect((await call('TRACE', '/openapixjson')).status).toBe(404);
    expect((await call('GET', '/api/nothing')).body.code).toBe('NOT_FOUND');
  });

  it('shows a page for a truncated link from a mail', async () => {
    for (const path of ['/u', '/u/', '/u/acme/x']) {
      const { status, body } = await call('GET', path);
      expect([path, status, body]).toEqual([path, 404, expect.stringContaining('This link does not work')]);
    }
    expect((await call('GET', '/unknown')).body.code).toBe('NOT_FOUND');
  });

  it('names the faults of invalid settings', async () => {
    const { status, body } = await call('PUT', '/api/rex/settings', {
      body: { ...SETTINGS, timeZone: 'Mars/Base' },
    });
    expect([status, body.fields[0].path]).toEqual([400, 'body.timeZone']);
  });
});
