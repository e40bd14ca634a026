import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, type JWTPayload, SignJWT } from 'jose';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { RexError } from '../../../shared/kernel/errors.ts';
import { createKey, revokeKey } from '../../../shared/members/app/manage-keys.ts';
import { OidcTokenVerifier } from '../../../shared/platform/adapters/oidc/oidc-token-verifier.ts';
import { openRex } from '../../../test/memory/rex.ts';
import { authorizer } from './authorize.ts';

const AUDIENCE = 'client-1';
const NO_TICKETS = { add: async () => undefined, take: async () => undefined };
/** Of secrets, cron-verifier.test.ts is the test. */
const NO_SCHEDULERS = {
  verify: async () => {
    throw new RexError('UNAUTHENTICATED', 'There is no secret.');
  },
};
const CLAIMS = { sub: 'ann', aud: AUDIENCE, 'custom:workspace': 'acme', 'custom:role': 'operator' };
/** The function behind answers 401: it alone can say so as a problem. */
const REFUSED = { isAuthorized: true, context: { refused: 'UNAUTHENTICATED' } };
const ANN = { context: { subject: 'ann' } };
const METHOD_ARN = 'arn:aws:execute-api:us-east-1:000000000000:abc/main/$connect';

describe('http/authorizer', () => {
  let server: Server;
  let issuer: string;
  let down: 'discovery' | 'keys' | undefined;
  let fetched: string[] = [];
  let handler: ReturnType<typeof authorizer>;
  let rex: ReturnType<typeof openRex>;
  let keys: Awaited<ReturnType<typeof generateKeyPair>>;
  let strangers: Awaited<ReturnType<typeof generateKeyPair>>;

  beforeAll(async () => {
    [keys, strangers] = await Promise.all([generateKeyPair('RS256'), generateKeyPair('RS256')]);
    const jwk = { ...(await exportJWK(keys.publicKey)), kid: 'k1', alg: 'RS256', use: 'sig' };
    const documents: Record<string, () => object> = {
      '/.well-known/openid-configuration': () => ({ issuer, jwks_uri: `${issuer}/jwks` }),
      '/jwks': () => ({ keys: [jwk] }),
    };
    server = createServer((request, response) => {
      fetched.push(request.url ?? '');
      const document = documents[request.url ?? ''];
      const failing = down === 'discovery' || (down === 'keys' && request.url === '/jwks');
      response.writeHead(failing ? 503 : document ? 200 : 404, { 'content-type': 'application/json' });
      response.end(JSON.stringify(document?.() ?? {}));
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });
  afterAll(() => server.close());
  beforeEach(() => {
    fetched = [];
    down = undefined;
    const people = new OidcTokenVerifier({ issuer, audiences: ['client-0', AUDIENCE] });
    rex = openRex();
    handler = authorizer({ ...rex.ports, people, schedulers: NO_SCHEDULERS, tickets: NO_TICKETS });
  });

  const sign = (claims: JWTPayload, { key = keys.privateKey, kid = 'k1', exp = '10m' } = {}) =>
    new SignJWT({ iss: issuer, ...claims })
      .setProtectedHeader({ alg: 'RS256', kid })
      .setIssuedAt()
      .setExpirationTime(exp)
      .sign(key);
  const http = (authorization: string, headers = {}) =>
    handler({ version: '2.0', routeArn: 'arn', headers: { authorization, ...headers } });
  const socket = (token: string) => handler({ methodArn: METHOD_ARN, queryStringParameters: { token } });

  it('returns the caller to an HTTP API, and fetches the keys once', async () => {
    const token = await sign({ ...CLAIMS, email: 'ann@acme.test' });
    const answer = {
      isAuthorized: true,
      context: { workspace: 'acme', role: 'operator', subject: 'ann', email: 'ann@acme.test' },
    };
    expect(await http(`Bearer ${token}`)).toEqual(answer);
    expect(await http(`bearer ${token}`)).toEqual(answer);
    expect(fetched).toEqual(['/.well-known/openid-configuration', '/jwks']);
  });

  it('returns a policy for exactly that call to a WebSocket API', async () => {
    expect(await socket(await sign(CLAIMS))).toMatchObject({
      principalId: 'ann',
      policyDocument: { Statement: [{ Effect: 'Allow', Resource: METHOD_ARN }] },
      context: { workspace: 'acme', role: 'operator', subject: 'ann' },
    });
  });

  it.each([
    ['nonsense', 'nonsense'],
    ['a ticket that nobody gave', `tkt_${'x'.repeat(43)}`],
    ['an empty token', ''],
  ])('refuses %s at the WebSocket without failing, which would raise the alarm', async (_, token) => {
    expect(await socket(token)).toEqual({
      principalId: 'nobody',
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Action: 'execute-api:Invoke', Effect: 'Deny', Resource: METHOD_ARN }],
      },
    });
    const nulls = { methodArn: METHOD_ARN, headers: null, queryStringParameters: null };
    expect(await handler(nulls)).toMatchObject({ principalId: 'nobody' });
  });

  it('takes the client id of an access token as its audience', async () => {
    const { aud: _, ...claims } = CLAIMS;
    expect(await http(`Bearer ${await sign({ ...claims, client_id: AUDIENCE })}`)).toMatchObject(ANN);
    expect(await http(`Bearer ${await sign({ ...claims, client_id: 'other' })}`)).toEqual(REFUSED);
  });

  it.each<[string, () => Promise<string>]>([
    ['no token', async () => ''],
    ['another scheme', async () => `Basic ${await sign(CLAIMS)}`],
    ['nonsense', async () => 'Bearer a.b.c'],
    ["a stranger's signature", async () => `Bearer ${await sign(CLAIMS, { key: strangers.privateKey })}`],
    ['an unknown key', async () => `Bearer ${await sign(CLAIMS, { kid: 'k2' })}`],
    ['a token that has run out', async () => `Bearer ${await sign(CLAIMS, { exp: '-1m' })}`],
    ['another issuer', async () => `Bearer ${await sign({ ...CLAIMS, iss: 'https://evil.test' })}`],
    ['another audience', async () => `Bearer ${await sign({ ...CLAIMS, aud: 'client-2' })}`],
    ['a role that is none', async () => `Bearer ${await sign({ ...CLAIMS, 'custom:role': 'god' })}`],
    [
      'a workspace that is none',
      async () => `Bearer ${await sign({ ...CLAIMS, 'custom:workspace': 'a#b' })}`,
    ],
    [
      'an unsigned token',
      async () => {
        const part = (json: object) => Buffer.from(JSON.stringify(json)).toString('base64url');
        return `Bearer ${part({ alg: 'none' })}.${part({ ...CLAIMS, iss: issuer, exp: 9e9 })}.`;
      },
    ],
    [
      'the public key used as a shared secret',
      async () => {
        const secret = Buffer.from(JSON.stringify(await exportJWK(keys.publicKey)));
        const jwt = new SignJWT({ ...CLAIMS, iss: issuer }).setProtectedHeader({ alg: 'HS256', kid: 'k1' });
        return `Bearer ${await jwt.setExpirationTime('10m').sign(secret)}`;
      },
    ],
  ])('refuses %s', async (_, header) => {
    expect(await http(await header())).toEqual(REFUSED);
  });

  it('does not believe an address that nobody has proven', async () => {
    const token = await sign({ ...CLAIMS, email: 'kim@acme.test', email_verified: false });
    expect((await http(`Bearer ${token}`)).context).not.toHaveProperty('email');
  });

  it('lets in a person without a workspace as such, and never to the WebSocket', async () => {
    const { 'custom:workspace': _, ...claims } = CLAIMS;
    const token = await sign({ ...claims, 'custom:role': 'owner' });
    expect(await http(`Bearer ${token}`)).toEqual({ isAuthorized: true, context: { subject: 'ann' } });
    expect(await socket(token)).toMatchObject({ principalId: 'nobody' });
  });

  it('takes the workspace that a person asks for when they are a member of it, and else none', async () => {
    const token = `Bearer ${await sign(CLAIMS)}`;
    const beta = { workspace: 'beta', subject: 'ann', version: 1, role: 'viewer', from: 'member' } as const;
    const since = '2026-01-01T00:00:00.000Z';
    const team = { workspace: 'beta', version: 1, owners: ['bob'] };
    await rex.ports.memberships.save({ team, members: [{ ...beta, state: 'active', since }] }, []);
    expect(await http(token, { 'Rex-Workspace': 'beta' })).toMatchObject({
      context: { workspace: 'beta', role: 'viewer' },
    });
    expect(await http(token, { 'rex-workspace': 'gamma' })).toEqual({
      isAuthorized: true,
      context: { subject: 'ann' },
    });
    const gone = { ...beta, version: 2, state: 'gone', since } as const;
    await rex.ports.memberships.save({ team: { ...team, version: 2 }, members: [gone] }, []);
    expect(await http(token, { 'rex-workspace': 'beta' })).toEqual({
      isAuthorized: true,
      context: { subject: 'ann' },
    });
  });

  it('takes an API key until it is revoked, and no other', async () => {
    const asking = { workspace: 'acme', subject: 'ann', role: 'owner', correlationId: 'c' } as const;
    const { id, key } = await createKey(rex.ports, { asking, name: 'CRM', role: 'operator' });
    const known = {
      isAuthorized: true,
      context: { workspace: 'acme', role: 'operator', subject: `key:${id}` },
    };
    expect(await http(`Bearer ${key}`)).toEqual(known);
    expect(await http(`Bearer ${key}`, { 'rex-workspace': 'beta' })).toEqual(known);
    expect(await http(`Bearer ${key.slice(0, -1)}${key.endsWith('A') ? 'B' : 'A'}`)).toEqual(REFUSED);
    expect(await http(`Bearer ${key.replace('_acme_', '_beta_')}`)).toEqual(REFUSED);
    await revokeKey(rex.ports, { asking, id });
    expect(await http(`Bearer ${key}`)).toEqual(REFUSED);
  });

  it.each(['discovery', 'keys'] as const)(
    'says that nobody can tell while %s cannot be had, and recovers',
    async (what) => {
      const token = await sign(CLAIMS);
      down = what;
      expect(await http(`Bearer ${token}`)).toEqual({
        isAuthorized: true,
        context: { refused: 'PROVIDER_UNAVAILABLE' },
      });
      await expect(socket(token)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
      down = undefined;
      expect(await http(`Bearer ${token}`)).toMatchObject(ANN);
    },
  );
});
