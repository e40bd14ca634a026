import { request as httpRequest, type IncomingHttpHeaders } from 'node:http';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
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

  it('passes bytes on in base64', async () => {
    const init = { method: 'POST', headers: { 'content-type': 'image/png' }, body: Buffer.from([0, 255, 1]) };
    expect(await echo('/open/x', init)).toMatchObject({ body: 'AP8B', isBase64Encoded: true });
  });

  it('gives functions the local addresses instead of those of AWS', async () => {
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

  it('answers as API Gateway does when no function can', async () => {
    expect((await call('/nowhere')).status).toBe(404);
    expect((await call('/crash')).status).toBe(500);
    const large = await call('/open/x', { method: 'POST', body: Buffer.alloc(LARGEST_BODY + 1) });
    expect(large.status).toBe(413);
    const long = async (bytes: number) => (await call(`/open/x?long=${'x'.repeat(bytes)}`)).status;
    expect([await long(9_900), await long(10_240)]).toEqual([200, 431]);
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

  it('renews a token for the person who signed in, and keeps when that was', async () => {
    const redirect = 'http://127.0.0.1:4000/signed-in';
    const asked = new URLSearchParams({
      response_type: 'code',
      client_id: 'c',
      scope: 'openid',
      state: 's',
      redirect_uri: redirect,
      workspace: 'w2',
      role: 'viewer',
    });
    const answer = await fetch(`${fixture.rex.issuer}/authorize?${asked}`, { redirect: 'manual' });
    const code = new URL(answer.headers.get('location') ?? '').searchParams.get('code') ?? '';
    const tokens = async (grant: Record<string, string>) => {
      const body = new URLSearchParams({ client_id: 'c', redirect_uri: redirect, ...grant });
      const init = { method: 'POST', body };
      const given = (await (await fetch(`${fixture.rex.issuer}/token`, init)).json()) as Record<
        'id_token' | 'refresh_token',
        string
      >;
      return { ...given, claims: decodeJwt(given.id_token) };
    };
    const first = await tokens({ grant_type: 'authorization_code', code });
    await control('time', { advanceMs: 2 * 24 * 3_600_000 });
    const renewed = await tokens({ grant_type: 'refresh_token', refresh_token: first.refresh_token });
    const { sub, auth_time: authTime, exp = 0 } = first.claims;
    expect(sub).toBe('w2-viewer');
    expect(renewed.claims).toMatchObject({ sub, auth_time: authTime });
    expect(renewed.claims.exp).toBeGreaterThan(exp + 24 * 3_600);
  });

  const RAW_ASKERS = {
    'a page of another site': { origin: 'https://evil.example' },
    'a page without an origin': { origin: 'null' },
    'a page of another port of this machine': { origin: 'http://127.0.0.1:1' },
    'a page whose name leads here (DNS rebinding)': { host: 'evil.example' },
    'a page whose name leads here, by the port': { host: 'evil.example:3210' },
    'an image or script of another site': { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'no-cors' },
  };
  const raw = (url: string, method: string, headers: Record<string, string>, body = '') =>
    new Promise<{ status: number | undefined; headers: IncomingHttpHeaders }>((resolve, reject) => {
      httpRequest(url, { method, headers }, (answer) => {
        answer.resume().on('end', () => resolve({ status: answer.statusCode, headers: answer.headers }));
      })
        .on('error', reject)
        .end(body);
    });

  it.each(Object.entries(RAW_ASKERS))('refuses %s', async (_, headers) => {
    const { url, issuer, awsEndpoint } = fixture.rex;
    const form = { 'content-type': 'application/x-www-form-urlencoded', ...headers };
    const asked = {
      issuer: await raw(`${issuer}/token`, 'POST', form, 'grant_type=client_credentials'),
      control: await raw(`${url}/_local/token`, 'POST', headers, '{"workspace":"w","role":"owner"}'),
      status: await raw(`${url}/_local/status`, 'GET', headers),
      api: await raw(`${url}/open/x`, 'GET', headers),
      mailbox: await raw(`${url}/mailbox/messages`, 'GET', headers),
      aws: await raw(`${awsEndpoint}/`, 'POST', { ...headers, 'x-amz-target': 'AmazonSQS.ListQueues' }, '{}'),
      bucket: await raw(`${awsEndpoint}/some-bucket/key`, 'OPTIONS', headers),
    };
    for (const [what, { status, headers: answered }] of Object.entries(asked)) {
      expect([what, status]).toEqual([what, 403]);
      expect(answered['access-control-allow-origin']).toBeUndefined();
    }
    const socket = new WebSocket(`${fixture.rex.wsUrl}?ticket=good`, { headers });
    const refused = new Promise((resolve) =>
      socket.on('unexpected-response', (__, answer) => resolve(answer.statusCode)),
    );
    expect(await refused).toBe(403);
  });

  it('answers programs, its own pages and links to it, by all names of this machine', async () => {
    const { url, issuer } = fixture.rex;
    const { port } = new URL(url);
    const token = (headers: Record<string, string>) =>
      raw(`${url}/_local/token`, 'POST', headers, '{"workspace":"w","role":"owner"}');
    expect((await token({})).status).toBe(200);
    for (const host of [`127.0.0.1:${port}`, `localhost:${port}`, `[::1]:${port}`]) {
      expect((await token({ host, origin: `http://${host}`, 'sec-fetch-site': 'same-origin' })).status).toBe(
        200,
      );
    }
    const link = { 'sec-fetch-site': 'cross-site', 'sec-fetch-mode': 'navigate' };
    expect((await raw(`${url}/open/x`, 'GET', link)).status).toBe(200);
    const console = await raw(`${url}/open/x`, 'GET', { origin: 'https://console.example' });
    expect(console.headers['access-control-allow-origin']).toBe('https://console.example');
    const keys = await raw(`${issuer}/.well-known/jwks.json`, 'GET', {});
    expect([keys.status, keys.headers['access-control-allow-origin']]).toEqual([200, undefined]);
  });

  it('sends codes of the sign-in to this machine only', async () => {
    const authorize = (redirect: string) =>
      raw(
        `${fixture.rex.issuer}/authorize?response_type=code&client_id=c&scope=openid&state=s&redirect_uri=${encodeURIComponent(redirect)}`,
        'GET',
        {},
      );
    expect((await authorize('https://evil.example/back')).status).toBe(403);
    expect((await authorize('http://127.0.0.1.evil.example/back')).status).toBe(403);
    expect((await authorize('http://127.0.0.1:4000/back')).status).toBe(302);
  });

  it('refuses other sites in the control API', async () => {
    const post = (headers: Record<string, string>) =>
      call('/_local/token', { method: 'POST', headers, body: '{}' });
    expect((await post({ origin: 'https://evil.example' })).status).toBe(403);
    expect((await post({})).status).toBe(400);
    expect(await (await call('/_local/status')).json()).toMatchObject({
      ready: true,
      urls: { httpUrl: fixture.rex.url },
    });
  });

  it('opens a WebSocket for a valid ticket, and posts back to it', async () => {
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
    await expect.poll(routes, { timeout: 20_000 }).toEqual(['$connect', '$disconnect', 'ping']);
    const seen = await fixture.seen('socket');
    expect(seen[0]?.detail['authorizer']).toMatchObject({ workspace: 'w1', principalId: 'ada' });
  });
});
