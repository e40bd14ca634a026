import { afterAll, beforeAll, beforeEach, expect, it } from 'vitest';
import { WORKSPACE } from '../../../test/memory/rex.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { connectionDeps } from '../../../test/support/connection-world.ts';
import { startSecretsManager } from '../../../test/support/secrets-manager.ts';
import { startVendorServer } from '../../../test/support/vendor-server.ts';
import { addMs, HOUR, MINUTE } from '../../kernel/clock.ts';
import { type AddConnectionBody, addConnectionBodySchema } from '../contract/connections.ts';
import { checkConnection } from './check-connection.ts';
import { addConnection, getConnection, removeConnection, renewConnection } from './manage-connections.ts';
import { connectionsOver } from './open-connection.ts';
import type { OpenConnection } from './ports/connections.ts';

const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c-1' } as const;
const PASSWORD = 'abcd efgh ijkl mnop qrst uvwx';

let secrets: Awaited<ReturnType<typeof startSecretsManager>>;
let vendor: Awaited<ReturnType<typeof startVendorServer>>;
beforeAll(async () => {
  [secrets, vendor] = await Promise.all([startSecretsManager(), startVendorServer()]);
});
afterAll(() => {
  secrets?.stop();
  vendor?.stop();
});
beforeEach(() => {
  vendor.state.answers.clear();
  vendor.state.rotates = true;
  vendor.asked.length = 0;
});

/** A workspace in memory, whose secrets and providers are servers. Time passes only when it is told to. */
function opened() {
  const { database, ...tables } = openMemory();
  let now = new Date('2026-03-05T12:00:00.000Z');
  const pass = (ms: number) => {
    now = addMs(now, ms);
  };
  const deps = connectionDeps({
    tables,
    secretsEndpoint: secrets.endpoint,
    clock: { now: () => now },
    wait: async (ms) => pass(ms),
  });
  const of = (id: string) => ({ workspace: WORKSPACE, id, cause });
  return {
    deps,
    pass,
    of,
    connections: connectionsOver(deps),
    add: (body: unknown) =>
      addConnection(deps, { workspace: WORKSPACE, body: addConnectionBodySchema.parse(body), cause }),
    record: (id: string) => getConnection(deps, of(id)),
    told: () => database.everything('events').map(({ name }) => name),
    alerts: async () => (await deps.alerts.list(WORKSPACE, { limit: 10 })).alerts,
    records: () => JSON.stringify([database.everything('records'), database.everything('events')]),
  };
}

const x = () => ({
  provider: 'x',
  name: 'Our X',
  account: { userId: '7', api: vendor.url },
  secret: {
    refreshToken: vendor.state.refreshToken,
    clientId: 'client-of-rex',
    clientSecret: 'secret-of-client',
  },
});
const site = () => ({
  provider: 'wordpress',
  name: 'Our site',
  account: { url: `${vendor.url}/`, username: 'rex' },
  secret: { applicationPassword: PASSWORD },
});
const tokenOf = (opened: object) =>
  'secret' in opened ? (opened as OpenConnection).secret['accessToken'] : opened;

it('keeps credentials in Secrets Manager alone, and hands out what work needs', async () => {
  const it = opened();
  const { id, account } = await it.add(site());
  expect(account['url']).toBe(vendor.url);
  expect(await it.connections.open(WORKSPACE, id)).toEqual({
    connectionId: id,
    provider: 'wordpress',
    account: { url: vendor.url, username: 'rex' },
    secret: { applicationPassword: PASSWORD },
  });
  expect(secrets.everything()).toContain(PASSWORD);
  expect(it.records()).not.toContain(PASSWORD);
  await removeConnection(it.deps, it.of(id));
  expect(secrets.everything()).not.toContain(id);
  expect(await it.connections.open(WORKSPACE, id)).toMatchObject({ outcome: 'refused' });
  expect(it.told()).toEqual(expect.arrayContaining(['connection.added', 'connection.removed']));
  await expect(removeConnection(it.deps, it.of(id))).rejects.toMatchObject({ code: 'NOT_FOUND' });
});

it('asks for an access token when there is none, and again before it runs out', async () => {
  const it = opened();
  const { id } = await it.add(x());
  const before = vendor.state.granted;
  const open = () => it.connections.open(WORKSPACE, id);
  expect(tokenOf(await open())).toBe(`access-token-${before + 1}`);
  expect(await open()).not.toHaveProperty('secret.refreshToken');
  expect(await open()).not.toHaveProperty('secret.clientSecret');
  it.pass(HOUR + 50 * MINUTE);
  expect(tokenOf(await open())).toBe(`access-token-${before + 1}`);
  it.pass(6 * MINUTE);
  const all = await Promise.all([open(), open(), open(), open()]);
  // Who comes while it is replaced works with the one that is still good for minutes.
  for (const each of all)
    expect([`access-token-${before + 1}`, `access-token-${before + 2}`]).toContain(tokenOf(each));
  expect(tokenOf(await open())).toBe(`access-token-${before + 2}`);
  expect([vendor.state.granted, vendor.state.reused]).toEqual([before + 2, []]);
  expect(await it.record(id)).toMatchObject({ state: 'working', secretSerial: 3 });
  const asked = vendor.asked.find(({ path }) => path.startsWith('POST /2/oauth2/token'));
  expect(asked?.headers.authorization).toBe(`Basic ${btoa('client-of-rex:secret-of-client')}`);
  expect(it.records()).not.toMatch(/access-token|refresh-token|secret-of-client/);
});

it('never sends a rotating refresh token again whose answer was lost, until it is renewed', async () => {
  const it = opened();
  const { id } = await it.add(x());
  const before = vendor.state.granted;
  vendor.state.next = ['lost'];
  const refused = { outcome: 'refused', reason: expect.stringContaining('may be used up') };
  expect(await it.connections.open(WORKSPACE, id)).toMatchObject(refused);
  it.pass(HOUR);
  expect(await it.connections.open(WORKSPACE, id)).toMatchObject(refused);
  expect(await checkConnection(it.deps, it.of(id))).toMatchObject({ outcome: 'refused' });
  expect([vendor.state.granted, vendor.state.reused]).toEqual([before + 1, []]);
  expect(await it.alerts()).toMatchObject([
    { type: 'connection-refused', message: expect.stringContaining(`rex connections renew ${id}`) },
  ]);
  const renewed = await renewConnection(it.deps, it.of(id), x().secret);
  expect(renewed).toMatchObject({ state: 'unchecked', spent: false });
  expect(renewed).not.toHaveProperty('reason');
  expect(tokenOf(await it.connections.open(WORKSPACE, id))).toBe(`access-token-${before + 2}`);
});

it.each([
  ['x', 'busy', 'unavailable'],
  ['x', 'broken', 'refused'],
  ['linkedin', 'broken', 'unavailable'],
  ['linkedin', 'lost', 'unavailable'],
] as const)('%s: a token address that is %s leaves it %s', async (provider, act, outcome) => {
  const it = opened();
  vendor.state.rotates = provider === 'x';
  const { id } = await it.add({
    provider,
    name: 'One',
    account: { api: vendor.url, ...(provider === 'x' ? { userId: '7' } : { author: 'urn:li:person:abc' }) },
    secret: x().secret,
  });
  vendor.state.next = [act];
  expect(await it.connections.open(WORKSPACE, id)).toMatchObject({ outcome });
  const after = await it.connections.open(WORKSPACE, id);
  if (outcome === 'refused') expect(after).toMatchObject({ outcome });
  else expect(tokenOf(after)).toMatch(/^access-token-/);
  expect(vendor.state.reused).toEqual([]);
});

it('is refused when the provider takes the refresh token no more', async () => {
  const it = opened();
  const { id } = await it.add({ ...x(), secret: { ...x().secret, refreshToken: 'an-old-refresh-token' } });
  expect(await it.connections.open(WORKSPACE, id)).toEqual({
    outcome: 'refused',
    reason:
      'X answered 400 to the refresh token (invalid_request: Value passed for the token was invalid.). Authorise Rex anew there.',
  });
  expect(await it.record(id)).toMatchObject({ state: 'refused', spent: false });
});

it('waits for who replaces the token, and says so when that takes too long', async () => {
  const it = opened();
  const connection = await it.add(x());
  const until = addMs(it.deps.clock.now(), MINUTE).toISOString();
  const lease = { by: 'somebody', for: 'refresh', until } as const;
  await it.deps.connectionRecords.save({ ...connection, lease }, []);
  expect(await it.connections.open(WORKSPACE, connection.id)).toMatchObject({ outcome: 'unavailable' });
  await expect(renewConnection(it.deps, it.of(connection.id), x().secret)).rejects.toMatchObject({
    code: 'CONFLICT',
  });
});

it('who was too slow does not overwrite credentials that were renewed meanwhile', async () => {
  const it = opened();
  const { id } = await it.add(x());
  const before = vendor.state.granted;
  const slow: typeof it.deps.vendors.refresh = async (...asked) => {
    const answer = await it.deps.vendors.refresh(...asked);
    it.pass(2 * MINUTE);
    await renewConnection(it.deps, it.of(id), x().secret);
    return answer;
  };
  const { open } = connectionsOver({ ...it.deps, vendors: { refresh: slow } });
  expect(await open(WORKSPACE, id)).toMatchObject({ outcome: 'unavailable' });
  expect(tokenOf(await it.connections.open(WORKSPACE, id))).toBe(`access-token-${before + 2}`);
  expect(vendor.state.reused).toEqual([]);
});

it('a death after the secret was stored loses nothing', async () => {
  const it = opened();
  const { id } = await it.add(x());
  const before = vendor.state.granted;
  let saves = 0;
  const records = Object.assign(Object.create(it.deps.connectionRecords), {
    save: async (...given: Parameters<typeof it.deps.connectionRecords.save>) => {
      saves += 1;
      if (saves === 2) throw new Error('Killed here.');
      return it.deps.connectionRecords.save(...given);
    },
  });
  const { open } = connectionsOver({ ...it.deps, connectionRecords: records });
  await expect(open(WORKSPACE, id)).rejects.toThrow('Killed here.');
  expect(tokenOf(await it.connections.open(WORKSPACE, id))).toBe(`access-token-${before + 1}`);
  // Also when the access token has run out: the newest refresh token is the one that is sent.
  it.pass(3 * HOUR);
  expect(tokenOf(await it.connections.open(WORKSPACE, id))).toBe(`access-token-${before + 2}`);
  expect([await it.record(id), vendor.state.reused]).toMatchObject([
    { state: 'working', secretSerial: 3 },
    [],
  ]);
});

it('a secret that shows late is read again', async () => {
  const it = opened();
  const { id } = await it.add(x());
  const old = await it.deps.connectionSecrets.get(it.of(id));
  const before = vendor.state.granted;
  await it.connections.open(WORKSPACE, id);
  let reads = 0;
  const secrets = Object.assign(Object.create(it.deps.connectionSecrets), {
    get: async (of: { workspace: string; id: string }) => {
      reads += 1;
      return reads === 1 ? old : it.deps.connectionSecrets.get(of);
    },
  });
  const { open } = connectionsOver({ ...it.deps, connectionSecrets: secrets });
  expect(tokenOf(await open(WORKSPACE, id))).toBe(`access-token-${before + 1}`);
  expect([reads, vendor.state.granted, vendor.state.reused]).toEqual([2, before + 1, []]);
});

it('is refused by who works with it, unless it was renewed meanwhile', async () => {
  const it = opened();
  const { id } = await it.add(site());
  const old = (await it.connections.open(WORKSPACE, id)) as OpenConnection;
  await renewConnection(it.deps, it.of(id), { applicationPassword: 'zzzz efgh ijkl mnop qrst uvwx' });
  await it.connections.refused(WORKSPACE, old, 'WordPress answered 401.');
  expect(await it.record(id)).toMatchObject({ state: 'unchecked' });
  const fresh = (await it.connections.open(WORKSPACE, id)) as OpenConnection;
  await it.connections.refused(WORKSPACE, fresh, 'WordPress answered 401.');
  await it.connections.refused(WORKSPACE, fresh, 'WordPress answered 401.');
  expect(await it.connections.open(WORKSPACE, id)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('WordPress answered 401.'),
  });
  expect(it.told().filter((name) => name === 'connection.refused')).toHaveLength(1);
  expect(await it.alerts()).toHaveLength(1);
});

it('nothing is lost or left over when adding, renewing or removing ends in the middle', async () => {
  const it = opened();
  const dead = new Error('Killed here.');
  const dying = (part: object) => ({
    ...it.deps,
    connectionSecrets: Object.assign(Object.create(it.deps.connectionSecrets), part),
  });
  const die = async () => {
    throw dead;
  };
  const body = addConnectionBodySchema.parse(site());
  await expect(addConnection(dying({ create: die }), { workspace: WORKSPACE, body, cause })).rejects.toBe(
    dead,
  );
  const [left] = await it.deps.connectionRecords.list(WORKSPACE);
  const of = it.of(left?.id ?? '');
  expect(await it.connections.open(WORKSPACE, of.id)).toMatchObject({
    outcome: 'refused',
    reason: expect.stringContaining('were not stored'),
  });
  await expect(renewConnection(dying({ create: die }), of, site().secret)).rejects.toBe(dead);
  it.pass(2 * MINUTE);
  await renewConnection(it.deps, of, site().secret);
  expect(await it.connections.open(WORKSPACE, of.id)).toMatchObject({
    secret: { applicationPassword: PASSWORD },
  });
  await expect(removeConnection(dying({ remove: die }), of)).rejects.toBe(dead);
  expect(await it.record(of.id)).toMatchObject({ state: 'removing' });
  expect(await it.connections.open(WORKSPACE, of.id)).toMatchObject({ outcome: 'refused' });
  await removeConnection(it.deps, of);
  expect(await it.deps.connectionRecords.list(WORKSPACE)).toEqual([]);
  expect(secrets.everything()).not.toContain(of.id);
});

it('refuses what is wrong by the name of the field, without quoting a secret', async () => {
  const it = opened();
  const parse = (change: object) => addConnectionBodySchema.safeParse({ ...site(), ...change });
  const fields = (change: object) => parse(change).error?.issues.map(({ path }) => path.join('.'));
  expect(fields({ account: { url: 'http://www.acme.example', username: 'rex' } })).toEqual(['account.url']);
  expect(fields({ account: { url: 'https://u:p@www.acme.example', username: 'rex' } })).toEqual([
    'account.url',
  ]);
  expect(fields({ account: { url: 'https://www.acme.example', username: 'a:b' } })).toEqual([
    'account.username',
  ]);
  expect(fields({ secret: { applicationPassword: PASSWORD, more: '1' } })).toEqual(['secret']);
  expect(parse({ provider: 'mastodon' }).success).toBe(false);
  for (const [targets, change, path] of [
    ['public', { account: { url: 'https://10.0.0.1', username: 'rex' } }, 'body.account.url'],
    ['nowhere', {}, 'body.account.url'],
    ['public', x(), 'body.account.api'],
  ] as const) {
    const body = addConnectionBodySchema.parse({ ...site(), ...change }) as AddConnectionBody;
    await expect(
      addConnection({ ...it.deps, targets }, { workspace: WORKSPACE, body, cause }),
    ).rejects.toMatchObject({
      code: 'VALIDATION_FAILED',
      fields: [{ path }],
    });
  }
  const { id } = await it.add(x());
  const wrong = await renewConnection(it.deps, it.of(id), { refreshToken: 'top secret!!' }).catch((e) => e);
  expect(wrong.fields.map(({ path }: { path: string }) => path)).toEqual([
    'body.secret.refreshToken',
    'body.secret.clientId',
  ]);
  expect(JSON.stringify([wrong, wrong.message])).not.toContain('top secret');
  await expect(it.add(x())).rejects.toMatchObject({ code: 'CONFLICT' });
});
