import { createRemoteJWKSet, jwtVerify } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { type Fixture, runFixture } from '../fixture/run.ts';

interface Echo {
  readonly apiUrl: string;
  readonly issuer: string;
  readonly body?: string;
  readonly isBase64Encoded: boolean;
  readonly pathParameters: Record<string, string>;
  readonly queryStringParameters: Record<string, string>;
  readonly requestContext: { authorizer: unknown; http: { method: string } };
}

const LARGEST_BODY = 10 * 1024 * 1024;

describe('the front door', () => {
  let fixture: Fixture;
  beforeAll(async () => {
    fixture = await runFixture();
  });
  afterAll(() => fixture.end());

  const call = (path: string, init?: RequestInit) => fetch(fixture.rex.url + path, init);
  const echo = async (path: string, init?: RequestInit) => (await (await call(path, init)).json()) as Echo;
  const control = async (path: string, body: unknown) =>
    (await call(`/_local/${path}`, { method: 'POST', body: JSON.stringify(body) })).json();

  it('calls the function of a route in payload format 2.0', async () => {
    const event = await echo('/open/a/b?x=1&x=2', {
      method: 'PUT',
      headers: { 'content-type': 'text/plain' },
      body: 'hej',
    });
    expect(event).toMatchObject({
      version: '2.0',
      routeKey: 'ANY /open/{proxy+}',
      pathParameters: { proxy: 'a/b' },
      queryStringParameters: { x: '1,2' },
      body: 'hej',
      isBase64Encoded: false,
    });
    expect(event.requestContext.http.method).toBe('PUT');
  });

  it('hands bytes over in base64', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255, 1]) };
    expect(await echo('/open/x', init)).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('gives functions the local addresses in the place of those of AWS', async () => {
    const { apiUrl, issuer } = await echo('/open/x');
    expect(apiUrl).toBe(`${fixture.rex.url}/base`);
    expect(issuer).toBe(fixture.rex.issuer);
  });

  it('asks the authorizer', async () => {
    const withToken = (authorization: string) => call('/things/7', { headers: { authorization } });
    expect((await call('/things/7')).status).toBe(401);
    expect((await withToken('Bearer bad')).status).toBe(403);
    const event = (await (await withToken('Bearer good')).json()) as Echo;
    expect(event.requestContext.authorizer).toEqual({ lambda: { who: 'ada' } });
    expect(event.pathParameters).toEqual({ id: '7' });
  });

  it('answers as API Gateway does where no function can', async () => {
    expect((await call('/nowhere')).status).toBe(404);
    expect((await call('/crash')).status).toBe(500);
    const large = await call('/open/x', { method: 'POST', body: Buffer.alloc(LARGEST_BODY + 1) });
    expect(large.status).toBe(413);
  });

  it('answers preflights for the origins of the API only', async () => {
    const preflight = (origin: string) => call('/open/x', { method: 'OPTIONS', headers: { origin } });
    const allowed = await preflight('https://console.example');
    expect(allowed.status).toBe(204);
    expect(allowed.headers.get('access-control-allow-origin')).toBe('https://console.example');
    expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).toBeNull();
  });

  it('signs tokens in that verify against the issuer, also after the clock moved', async () => {
    await control('time', { advanceMs: 40 * 24 * 3_600_000 });
    const { token } = (await control('token', { workspace: 'w1', role: 'owner' })) as { token: string };
    const keys = createRemoteJWKSet(new URL(`${fixture.rex.issuer}/.well-known/jwks.json`));
    const { payload } = await jwtVerify(token, keys, {
      issuer: fixture.rex.issuer,
      currentDate: fixture.rex.clock.now(),
    });
    expect(payload).toMatchObject({ 'custom:workspace': 'w1', 'custom:role': 'owner', sub: 'w1-owner' });
  });

  it('keeps other sites out of the control API', async () => {
    const post = (headers: Record<string, string>) =>
      call('/_local/token', { method: 'POST', headers, body: '{}' });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({})).status).toBe(400);
    expect(await (await call('/_local/status')).json()).toMatchObject({
      ready: true,
      urls: { httpUrl: fixture.rex.url },
    });
  });

  it('opens a WebSocket for a good ticket, and posts back to it', async () => {
    const refused = new WebSocket(`${fixture.rex.wsUrl}?ticket=bad`);
    const status = await new Promise((resolve) =>
      refused.on('unexpected-response', (_, answer) => resolve(answer.statusCode)),
    );
    expect(status).toBe(403);

    const socket = new WebSocket(`${fixture.rex.wsUrl}?ticket=good`);
    await new Promise((resolve) => socket.on('open', resolve));
    const answer = new Promise((resolve) =>
      socket.on('message', (data) => resolve(JSON.parse(String(data)))),
    );
    socket.send(JSON.stringify({ action: 'ping' }));
    expect(await answer).toEqual({ pong: true });
    socket.close();
    await new Promise((resolve) => socket.on('close', resolve));
    const routes = async () => (await fixture.seen('socket')).map(({ id }) => id.split('-')[0]).sort();
    await expect.poll(routes).toEqual(['$connect', '$disconnect', 'ping']);
    const seen = await fixture.seen('socket');
    expect(seen[0]?.detail['authorizer']).toMatchObject({ workspace: 'w1', principalId: 'ada' });
  });
});
