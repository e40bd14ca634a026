import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { startTestAws, type TestAws } from '../../../test/support/aws.ts';
import { connectionDeps } from '../../../test/support/connection-world.ts';
import { startSecretsManager } from '../../../test/support/secrets-manager.ts';
import { startVendorServer } from '../../../test/support/vendor-server.ts';
import { MINUTE } from '../../kernel/clock.ts';
import { addConnection, getConnection } from './manage-connections.ts';

const PROGRAM = fileURLToPath(new URL('../../../test/support/open-connection.ts', import.meta.url));
const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;

let aws: TestAws;
let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
let vendor: Awaited<ReturnType<typeof startVendorServer>>;
beforeAll(async () => {
  [aws, secrets, vendor] = await Promise.all([startTestAws(), startSecretsManager(), startVendorServer()]);
});
afterAll(async () => {
  secrets?.stop();
  vendor?.stop();
  await aws?.stop();
});

async function added(name: string) {
  const deps = connectionDeps({
    tables: aws,
    secretsEndpoint: secrets.endpoint,
    clock: { now: () => new Date() },
    wait: async () => undefined,
  });
  const body = {
    provider: 'x',
    name,
    account: { userId: '7', api: vendor.url },
    secret: { refreshToken: vendor.state.refreshToken, clientId: 'client-of-rex' },
  } as const;
  const { id } = await addConnection(deps, { workspace: 'acme', body, cause });
  const { hostname, port, protocol } = await aws.dynamodb.config.endpoint!();
  const settings = {
    endpoint: `${protocol}//${hostname}:${port}`,
    secretsEndpoint: secrets.endpoint,
    workspace: 'acme',
    id,
  };
  const start = (aheadMs = 0): ChildProcess =>
    spawn(process.execPath, [PROGRAM, JSON.stringify({ ...settings, aheadMs })], {
      stdio: ['ignore', 'pipe', 'inherit'],
    });
  return { start, record: () => getConnection(deps, { workspace: 'acme', id }) };
}
const saidBy = async (process: ChildProcess) => JSON.parse(await text(process.stdout!));

it('two processes that come at once use the refresh token once', async () => {
  const { start, record } = await added('Raced');
  const before = vendor.state.granted;
  const answers = await Promise.all([start(), start()].map(saidBy));
  const token = `access-token-${before + 1}`;
  expect(answers.map(({ secret }) => secret)).toEqual([{ accessToken: token }, { accessToken: token }]);
  expect([vendor.state.granted, vendor.state.reused]).toEqual([before + 1, []]);
  expect(await record()).toMatchObject({ state: 'working', secretSerial: 2 });
});

it('after a death between the answer and its storage nobody uses the refresh token again', async () => {
  const { start, record } = await added('Died');
  const before = vendor.state.granted;
  const written = secrets.hold('PutSecretValue');
  const dying = start();
  await written;
  dying.kill('SIGKILL');
  await once(dying, 'exit');
  secrets.release();
  expect(vendor.state.granted).toBe(before + 1);
  const answers = await Promise.all([start(2 * MINUTE), start(2 * MINUTE)].map(saidBy));
  for (const answer of answers) {
    expect(answer).toMatchObject({
      outcome: 'refused',
      reason: expect.stringContaining('rex connections renew'),
    });
  }
  expect([vendor.state.granted, vendor.state.reused]).toEqual([before + 1, []]);
  expect(await record()).toMatchObject({ state: 'refused', spent: true });
});
