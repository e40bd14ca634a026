import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { inspect } from 'node:util';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { type Methods, methodsOf } from './methods.ts';
import type { ClientOptions } from './types.ts';

const OPERATIONS = {
  read: { method: 'GET', path: '/things/{id}' },
  list: { method: 'GET', path: '/things', hasPages: true, list: 'things' },
  create: { method: 'POST', path: '/things', takesKey: true },
  command: { method: 'POST', path: '/things/{id}/go' },
} as const;

interface Reply {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: unknown;
}
const BUSY: Reply = { status: 503, headers: { 'retry-after': '0.01' }, body: { message: 'Busy.' } };

let server: Server;
let url: string;
let heard: IncomingMessage[];
let reply: (n: number, request: IncomingMessage) => Reply;
beforeEach(async () => {
  heard = [];
  reply = () => ({ body: { n: heard.length } });
  server = createServer((request, response) => {
    heard.push(request);
    const { status = 200, headers = {}, body } = reply(heard.length, request);
    response.writeHead(status, headers).end(typeof body === 'string' ? body : JSON.stringify(body));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterEach(() => {
  server.close();
});

const READ = { params: { id: 'x' } };
const open = (options: Partial<ClientOptions> = {}): Methods =>
  methodsOf(OPERATIONS, { url, token: 'secret-token', ...options });
const call = (name: string, request?: object, options: Partial<ClientOptions> = {}) =>
  open(options)[name]?.(request);

it.each([
  ['reading', 'read', { params: { id: 'x' } }, 3],
  ['a command with a key that the route knows', 'create', { headers: { 'idempotency-key': 'k' } }, 3],
  ['a command without a key', 'create', {}, 1],
  ['a key that the route does not know', 'command', { ...READ, headers: { 'idempotency-key': 'k' } }, 1],
])('repeats what is safe when Rex is busy: %s', async (_, name, request, tries) => {
  reply = (n) => (n < 3 ? BUSY : { body: { n } });
  const answer = await call(name, request)?.catch(({ code }) => code);
  expect(heard).toHaveLength(tries);
  expect(answer).toEqual(tries === 3 ? { n: 3 } : 'HTTP_503');
});

it('waits as long as it is asked to, by seconds or by a date', async () => {
  const after = async (value: string): Promise<number> => {
    heard = [];
    reply = (n) => (n === 1 ? { status: 503, headers: { 'retry-after': value } } : { body: {} });
    const before = performance.now();
    await call('read', READ)?.catch(() => undefined);
    return heard.length === 1 ? Number.POSITIVE_INFINITY : performance.now() - before;
  };
  expect(await after(new Date(Date.now() + 2_000).toUTCString())).toBeGreaterThan(500);
  expect(await after(new Date(Date.now() + 3_600_000).toUTCString())).toBe(Number.POSITIVE_INFINITY);
  expect(await after('')).toBeGreaterThan(100);
  expect(await after('-1')).toBeGreaterThan(100);
});

it.each(['', '.', '..', undefined])('asks for nothing where %o would ask for another route', async (id) => {
  await expect(call('command', { params: { id } })).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    fields: [{ path: 'params.id' }],
  });
  expect(heard).toEqual([]);
});

it('keeps what is in a parameter in its place', async () => {
  await call('read', { params: { id: '../a?b#c' } });
  expect(heard[0]?.url).toBe('/things/..%2Fa%3Fb%23c');
});

it('does not take the answer of another place for that of a command', async () => {
  reply = (n) => (n === 1 ? { status: 301, headers: { location: '/things' } } : { body: { things: [] } });
  await expect(call('create')).rejects.toMatchObject({ code: 'UNREACHABLE' });
  expect(heard).toHaveLength(1);
});

it('says what is wrong with what it was given, and calls nobody', async () => {
  const circle: Record<string, unknown> = {};
  circle['circle'] = circle;
  const headers = { 'idempotency-key': 'k' };
  await expect(call('create', { headers, body: circle })).rejects.toThrow(/circular/);
  const refused = await call('read', READ, { token: 'sec\nret' })?.catch((error) => error);
  expect(refused).toMatchObject({ code: 'NO_TOKEN' });
  expect(inspect(refused, { depth: 9 })).not.toMatch(/sec.*ret/s);
  expect(() => open({ url: 'https://ann:secret@rex.example' })).toThrow(/no name or password/);
  expect(() => open({ url: 'rex.example' })).toThrow(TypeError);
  expect(heard).toEqual([]);
});

it.each(['/base', '/base/', '/base//', '/base?x=1#y'])(
  'stays below the path of its url: %s',
  async (path) => {
    await call('read', READ, { url: url + path });
    expect(heard[0]?.url).toBe('/base/things/x');
  },
);

it('gives up after so many repeats, and at once where it would wait for more than a minute', async () => {
  reply = () => BUSY;
  await expect(call('read', READ, { repeats: 2 })).rejects.toMatchObject({ status: 503 });
  expect(heard).toHaveLength(3);
  reply = () => ({ ...BUSY, headers: { 'retry-after': '3600' } });
  await expect(call('read', READ)).rejects.toMatchObject({ status: 503 });
  expect(heard).toHaveLength(4);
});

it('repeats reading that got no answer, and no command', async () => {
  const breaking = createServer((request) => {
    heard.push(request);
    request.socket.destroy();
  }).listen(0, '127.0.0.1');
  await once(breaking, 'listening');
  const broken = `http://127.0.0.1:${(breaking.address() as AddressInfo).port}`;
  await expect(call('read', READ, { url: broken, repeats: 1 })).rejects.toMatchObject({
    code: 'UNREACHABLE',
  });
  expect(heard).toHaveLength(2);
  await expect(call('command', READ, { url: broken })).rejects.toMatchObject({ code: 'UNREACHABLE' });
  expect(heard).toHaveLength(3);
  breaking.close();
});

it('does not repeat what was refused', async () => {
  const fields = [{ path: 'query.limit', message: 'Too big' }, 'no field'];
  reply = () => ({ status: 400, body: { code: 'VALIDATION_FAILED', title: 'T', detail: 'D', fields } });
  await expect(call('read', READ)).rejects.toMatchObject({
    code: 'VALIDATION_FAILED',
    message: 'D',
    status: 400,
    fields: [{ path: 'query.limit', message: 'Too big' }],
  });
  expect(heard).toHaveLength(1);
});

it('asks once for another token, and tells nobody what a token is', async () => {
  const spies = (['log', 'info', 'warn', 'error', 'debug'] as const).map((how) => vi.spyOn(console, how));
  reply = (_, { headers }) =>
    headers.authorization === 'Bearer new' ? { body: {} } : { status: 401, body: { code: 'C', title: 'T' } };
  const asked: boolean[] = [];
  const renewing = ({ renew }: { renew: boolean }) => {
    asked.push(renew);
    return renew ? 'new' : 'old';
  };
  expect(await call('read', READ, { token: renewing })).toEqual({});
  expect(asked).toEqual([false, true]);
  const error = (await call('read', READ)?.catch((refused) => refused)) as Error;
  expect(heard).toHaveLength(4);
  expect(JSON.stringify([error, error.message, error.stack])).not.toContain('secret-token');
  for (const spy of spies) expect(spy).not.toHaveBeenCalled();
  vi.restoreAllMocks();
});

it('asks for a page when it is wanted', async () => {
  const { list } = open() as unknown as Record<'list', { each(request: object): AsyncGenerator<number> }>;
  reply = (n) => ({ body: { things: [n, n * 10], cursor: n < 3 ? `c${n}` : null } });
  const seen: number[] = [];
  for await (const thing of list.each({ query: { limit: 2 } })) {
    seen.push(thing);
    if (thing === 20) break;
  }
  expect(seen).toEqual([1, 10, 2, 20]);
  expect(heard.map((request) => request.url)).toEqual(['/things?limit=2', '/things?limit=2&cursor=c1']);
});

it('says what does not fit the contract, and what is no JSON', async () => {
  const contracts = { read: () => ({ problems: [{ path: 'n', message: 'is no text' }] }) };
  await expect(call('read', READ, { contracts })).rejects.toMatchObject({
    code: 'UNEXPECTED_ANSWER',
    fields: [{ path: 'n' }],
  });
  reply = () => ({ body: '<p>Hello' });
  await expect(call('read', READ)).rejects.toMatchObject({ code: 'UNEXPECTED_ANSWER' });
});
