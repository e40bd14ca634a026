import { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { startScriptedServer } from '../../../../test/support/scripted-server.ts';
import { CronVerifier, isCronSecret } from './cron-verifier.ts';

const ACME = 'acme-secret-acme-secret-acme-secret';
const OTHER = 'other-secret-other-secret-other-secr';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
let client: SecretsManagerClient;
let now: number;
let verifier: CronVerifier;
beforeAll(async () => {
  server = await startScriptedServer();
  client = new SecretsManagerClient({
    region: 'us-east-1',
    credentials: { accessKeyId: 'test', secretAccessKey: 'test' },
    endpoint: server.endpoint,
    maxAttempts: 1,
  });
});
afterAll(() => {
  client?.destroy();
  server?.stop();
});
beforeEach(() => {
  now = 0;
  verifier = new CronVerifier(client, 'arn:cron', { now: () => new Date(now) });
});

const holds = (SecretString: string) => server.script([{ body: { SecretString } }]);
const refused = { code: 'UNAUTHENTICATED' };

it('a secret is of one workspace, and is read once for many calls', async () => {
  holds(JSON.stringify({ acme: ACME, other: OTHER }));
  const [acme, other] = await Promise.all([verifier.verify(ACME), verifier.verify(OTHER)]);
  expect(acme).toEqual({ workspace: 'acme', role: 'cron', subject: 'cron' });
  expect(other).toEqual({ workspace: 'other', role: 'cron', subject: 'cron' });
  await expect(verifier.verify(`${ACME}x`)).rejects.toMatchObject(refused);
  expect(server.received()).toHaveLength(1);
});

it('a secret that was changed is good for a minute at most', async () => {
  holds(JSON.stringify({ acme: ACME }));
  await verifier.verify(ACME);
  holds(JSON.stringify({ acme: OTHER }));
  now = 61_000;
  await expect(verifier.verify(ACME)).rejects.toMatchObject(refused);
  expect(await verifier.verify(OTHER)).toMatchObject({ workspace: 'acme' });
});

it.each(['', '{}'])('nobody is let in where the secret is %j', async (value) => {
  holds(value);
  await expect(verifier.verify(ACME)).rejects.toMatchObject(refused);
});

it.each([
  ['two workspaces with one secret', JSON.stringify({ acme: ACME, other: ACME })],
  ['a short secret', JSON.stringify({ acme: 'short' })],
  ['a secret in the place of a workspace', JSON.stringify({ [ACME]: 'acme' })],
  ['no JSON', ACME],
])('nobody is let in by %s, and what it holds is not told', async (_, value) => {
  holds(value);
  const failure = await verifier.verify(ACME).catch((error: unknown) => error);
  expect(failure).toMatchObject({ code: 'PROVIDER_UNAVAILABLE', cause: { code: 'CONFIG_INVALID' } });
  expect(`${failure} ${Object(failure).cause} ${Object(failure).cause.cause}`).not.toContain(ACME);
});

it('what cannot be read is not remembered', async () => {
  server.script([{ status: 500 }]);
  await expect(verifier.verify(ACME)).rejects.toMatchObject({ code: 'PROVIDER_UNAVAILABLE' });
  holds(JSON.stringify({ acme: ACME }));
  expect(await verifier.verify(ACME)).toMatchObject({ workspace: 'acme' });
});

it('no token of an issuer and no ticket of a socket is taken for a secret', () => {
  expect(isCronSecret(ACME)).toBe(true);
  for (const other of ['', 'short', `${ACME}.${ACME}.${ACME}`, `${ACME} `, 'x'.repeat(201)])
    expect(isCronSecret(other), other).toBe(false);
});
