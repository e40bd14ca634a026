import { mkdtemp, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeJwt } from 'jose';
import { OAuth2Server } from 'oauth2-mock-server';
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest';
import { SIGN_IN_PORTS } from '../../../shared/platform/contract/sign-in.ts';
import { type FakeHandlers, type FakeRex, startFakeRex } from '../../testing/fake-rex.ts';
import { STATUS } from '../../testing/samples.ts';
import { captureStreams } from '../../testing/streams.ts';
import { COMMANDS } from '../command-table.ts';
import { run } from '../run.ts';
import { awaitCallback } from './await-callback.ts';

const CLIENT = 'client-1';

interface Asked {
  readonly grant_type: string;
  readonly code_verifier?: string;
  readonly refresh_token?: string;
}

/** A real issuer, and an API that takes its tokens and no others. */
describe('rex login', () => {
  let issuer: OAuth2Server;
  let fake: FakeRex;
  let config: string;
  /** What was asked of the token endpoint. */
  let asked: Asked[] = [];
  let taken: string[] = [];
  let life = 3600;

  beforeAll(async () => {
    issuer = new OAuth2Server();
    await issuer.issuer.keys.generate('RS256');
    await issuer.start(0, '127.0.0.1');
    issuer.issuer.url = `http://127.0.0.1:${issuer.address().port}`;
    issuer.service.on('beforeTokenSigning', (token) => {
      Object.assign(token.payload, {
        sub: 'ann',
        email: 'ann@acme.test',
        'custom:workspace': 'acme',
        'custom:role': 'operator',
        jti: `${Math.random()}`,
      });
    });
    issuer.service.on('beforeResponse', (response, request) => {
      asked.push((request as unknown as { body: Asked }).body);
      Object.assign(response.body ?? {}, { expires_in: life });
    });
    const handlers: FakeHandlers = {
      discovery: () => ({
        body: {
          service: 'rex',
          version: '0.1.0',
          signIn: {
            issuer: issuer.issuer.url,
            clientId: CLIENT,
            consoleClientId: 'console',
            scopes: ['openid', 'email'],
          },
        },
      }),
      status: ({ headers }) => {
        taken.push(headers.authorization?.replace('Bearer ', '') ?? '');
        return { body: STATUS };
      },
      getMe: ({ headers }) => {
        const token = headers.authorization?.replace('Bearer ', '') ?? '';
        taken.push(token);
        const { sub: subject, email, ...claims } = decodeJwt(token);
        const member = { workspace: claims['custom:workspace'], role: claims['custom:role'] };
        const also = { workspace: 'beta', role: 'viewer' };
        const workspaces = [member, also].map((each) => ({ ...each, organisation: null }));
        return { body: { subject, email, ...member, workspaces } };
      },
    };
    fake = await startFakeRex(handlers);
    config = await mkdtemp(join(tmpdir(), 'rex-config-'));
  });
  afterAll(async () => {
    await issuer.stop();
    await fake[Symbol.asyncDispose]();
    await rm(config, { recursive: true });
  });

  /** @param browse what the person's browser does with the address of the sign-in page */
  async function rex(argv: string[], browse?: (address: URL) => Promise<unknown>) {
    const { streams, stdout, stderr } = captureStreams();
    const running = run({
      argv: ['--api', fake.url, ...argv, '--json'],
      commands: COMMANDS,
      environment: { REX_CONFIG: config, REX_HOME: join(config, 'none') },
      streams,
      signal: AbortSignal.timeout(20_000),
    });
    if (browse) {
      await expect.poll(stderr, { timeout: 10_000 }).toContain('/authorize');
      await browse(new URL(/http\S+authorize\S+/.exec(stderr())?.[0] ?? ''));
    }
    const exitCode = await running;
    return { exitCode, json: JSON.parse(stdout()) };
  }
  const follow = (address: URL) => fetch(address);
  const forget = () => {
    asked = [];
    taken = [];
    life = 3600;
  };

  it('gets a token by a code with PKCE, and stores it in a file that only its owner can read', async () => {
    forget();
    let address: URL | undefined;
    const { exitCode, json } = await rex(['login', '--no-browser'], (at) => {
      address = at;
      return follow(at);
    });
    expect(exitCode).toBe(0);
    expect(json).toMatchObject({ email: 'ann@acme.test', workspace: 'acme', role: 'operator' });
    expect(address?.searchParams.get('code_challenge_method')).toBe('S256');
    expect(SIGN_IN_PORTS.map((port) => `http://localhost:${port}/callback`)).toContain(
      address?.searchParams.get('redirect_uri'),
    );
    expect(asked[0]).toMatchObject({ grant_type: 'authorization_code' });
    expect(asked[0]?.code_verifier).toMatch(/^[\w-]{43,128}$/);
    expect((await stat(json.file)).mode & 0o777).toBe(0o600);
    expect(JSON.stringify(json)).not.toContain('eyJ');

    const who = await rex(['whoami']);
    expect(who.json).toMatchObject({ email: 'ann@acme.test', workspace: 'acme', role: 'operator' });
    expect(Date.parse(who.json.expiresAt)).toBeGreaterThan(Date.now());
    expect(taken.at(-1)).toMatch(/^eyJ/);
  });

  it('refuses a callback with another state, and waits for the right one', async () => {
    forget();
    let stranger: Response | undefined;
    const { exitCode } = await rex(['login', '--no-browser'], async (address) => {
      const back = new URL(address.searchParams.get('redirect_uri') ?? '');
      back.search = 'code=stolen&state=wrong';
      stranger = await fetch(back);
      expect(asked).toEqual([]);
      await follow(address);
    });
    expect(stranger?.status).toBe(400);
    expect(exitCode).toBe(0);
    expect(asked).toHaveLength(1);
  });

  it('fails when the code was issued for another challenge', async () => {
    forget();
    const { exitCode, json } = await rex(['login', '--no-browser'], (address) => {
      address.searchParams.set('code_challenge', 'A'.repeat(43));
      return follow(address);
    });
    expect([exitCode, json.error.code]).toEqual([1, 'SIGN_IN_REFUSED']);
  });

  it.each(['nonce', 'client_id'])('fails when the token has another %s', async (name) => {
    forget();
    const spoil = (token: { payload: Record<string, unknown> }) => {
      if (name === 'client_id') token.payload['aud'] = 'other';
    };
    issuer.service.on('beforeTokenSigning', spoil);
    onTestFinished(() => void issuer.service.off('beforeTokenSigning', spoil));
    const { json } = await rex(['login', '--no-browser'], (address) => {
      if (name === 'nonce') address.searchParams.set('nonce', 'other');
      return follow(address);
    });
    expect(json.error.code).toBe('SIGN_IN_REFUSED');
  });

  it('reports the error of the issuer', async () => {
    const { json } = await rex(['login', '--no-browser'], async (address) => {
      const back = new URL(address.searchParams.get('redirect_uri') ?? '');
      back.searchParams.set('state', address.searchParams.get('state') ?? '');
      back.searchParams.set('error', 'access_denied');
      back.searchParams.set('error_description', 'User does not exist');
      await fetch(back);
    });
    expect(json.error).toMatchObject({
      code: 'SIGN_IN_REFUSED',
      message: 'The issuer says: User does not exist.',
    });
  });

  it('renews a token that has expired or that the API refuses', async () => {
    forget();
    life = 1;
    await rex(['login', '--no-browser'], follow);
    await rex(['status']);
    expect(asked.map(({ grant_type }) => grant_type)).toEqual(['authorization_code', 'refresh_token']);
    expect(asked[1]?.refresh_token).toBeTruthy();
    // That one is old too, and the answer to it is good for an hour.
    life = 3600;
    await rex(['status']);
    await rex(['status']);
    expect(asked).toHaveLength(3);
    expect(new Set(taken).size).toBe(2);
  });

  it('removes the tokens on logout, and then says how to sign in again', async () => {
    await rex(['login', '--no-browser'], follow);
    expect((await rex(['logout'])).json).toMatchObject({ signedIn: false, revoked: true });
    const { exitCode, json } = await rex(['status']);
    expect([exitCode, json.error.code]).toEqual([1, 'NOT_SIGNED_IN']);
    expect(json.error.message).toContain(`rex login --api ${fake.url}`);
  });

  it('refuses to use a token over plain HTTP on a network', async () => {
    const { streams, stdout } = captureStreams();
    await run({
      argv: ['login', '--api', 'http://rex.example', '--json'],
      commands: COMMANDS,
      environment: { REX_CONFIG: config },
      streams,
      signal: AbortSignal.timeout(5_000),
    });
    expect(JSON.parse(stdout()).error.code).toBe('INSECURE');
  });

  it('names the file of sign-ins when the file is damaged', async () => {
    await writeFile(join(config, 'sessions.json'), '{"a":');
    const { json } = await rex(['status']);
    expect(json.error.code).toBe('SESSIONS_DAMAGED');
    expect(json.error.message).toContain('sessions.json');
    await rm(join(config, 'sessions.json'));
  });

  it('uses another port when one is in use', async () => {
    const callbacks = [await awaitCallback(), await awaitCallback()];
    const [first, second] = callbacks.map(({ redirectUri }) => redirectUri);
    expect(second).not.toBe(first);
    await Promise.all(callbacks.map((callback) => callback.close()));
  });
});
