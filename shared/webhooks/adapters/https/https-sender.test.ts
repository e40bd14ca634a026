import { once } from 'node:events';
import { createServer } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { NOBODY_LISTENS } from '../../../../test/support/nobody-listens.ts';
import { startScriptedServer } from '../../../../test/support/scripted-server.ts';
import { HttpsSender } from './https-sender.ts';

let server: Awaited<ReturnType<typeof startScriptedServer>>;
beforeAll(async () => {
  server = await startScriptedServer();
});
afterAll(() => server?.stop());

const request = (url: string) => ({ url, headers: { 'webhook-id': 'msg_1' }, body: '{"a":"ä"}' });
const loopback = new HttpsSender({ targets: 'loopback' });

describe('what an endpoint does', () => {
  it('gets the body byte for byte, and its answer is kept in part and on one line', async () => {
    server.script([{ status: 202, body: `thank\u0000you\n${'x'.repeat(5000)}` }]);
    const answer = await loopback.send(request(`${server.endpoint}/hook?key=1`));
    expect(answer).toEqual({ ms: expect.any(Number), status: 202, answer: expect.any(String) });
    expect(answer.answer).toMatch(/^thank you x{190}$/);
    const [received] = server.received();
    expect(received).toMatchObject({ method: 'POST', url: '/hook?key=1', body: '{"a":"ä"}' });
    expect(received?.headers).toMatchObject({ 'webhook-id': 'msg_1', 'content-length': '10' });
  });

  it.each([
    ['fails', { status: 500, body: 'oops' }, { status: 500, error: 'HTTP_STATUS', answer: 'oops' }],
    [
      'asks for a pause',
      { status: 429, headers: { 'retry-after': '7' }, body: '' },
      { error: 'HTTP_STATUS', retryAfterMs: 7000 },
    ],
    ['never answers', 'hang', { error: 'TIMEOUT' }],
    ['closes the connection', 'reset', { error: 'CONNECTION' }],
    // The status says that it was taken.
    ['ends in the middle of its answer', 'cut', { status: 200 }],
  ] as const)('%s', async (_, act, expected) => {
    server.script([act]);
    const sender = act === 'hang' ? new HttpsSender({ targets: 'loopback', timeoutMs: 300 }) : loopback;
    expect(await sender.send(request(server.endpoint))).toMatchObject(expected);
  });

  it('follows no redirect', async () => {
    server.script([{ status: 302, headers: { location: `${server.endpoint}/elsewhere` }, body: '' }]);
    expect(await loopback.send(request(server.endpoint))).toMatchObject({ status: 302, error: 'REDIRECT' });
    expect(server.received()).toHaveLength(1);
  });

  it('has no TLS where the address says so, or is not there', async () => {
    const url = server.endpoint.replace('http:', 'https:');
    expect(await loopback.send(request(url))).toMatchObject({ error: 'TLS' });
    expect(await loopback.send(request(NOBODY_LISTENS))).toMatchObject({ error: 'CONNECTION' });
  });
});

describe('a deployment', () => {
  /** Counts connections, for not even one may be opened. */
  async function listener() {
    let connections = 0;
    const tcp = createServer((socket) => {
      connections += 1;
      socket.destroy();
    }).listen(0, '127.0.0.1');
    await once(tcp, 'listening');
    return {
      port: (tcp.address() as { port: number }).port,
      opened: () => connections,
      stop: () => tcp.close(),
    };
  }

  it.each([
    ['a name that leads to this machine', 'hooks.acme.example', ['127.0.0.1']],
    ['a name of which one address is private', 'hooks.acme.example', ['93.184.215.14', '10.0.0.1']],
    ['a name that leads to metadata', 'hooks.acme.example', ['169.254.169.254']],
    ['an IPv6 address that stands for one of this machine', 'hooks.acme.example', ['::ffff:127.0.0.1']],
    ['an address of this machine, for which no name is looked up', '127.0.0.1', []],
    ['the same in IPv6', '[::1]', []],
  ])('opens no connection to %s', async (_, host, addresses) => {
    const tcp = await listener();
    const resolve = async () =>
      addresses.map((address) => ({ address, family: address.includes(':') ? 6 : 4 }));
    const sender = new HttpsSender({ targets: 'public', timeoutMs: 1000, resolve });
    expect(await sender.send(request(`https://${host}:${tcp.port}/`))).toMatchObject({
      error: 'ADDRESS_NOT_ALLOWED',
    });
    expect(tcp.opened()).toBe(0);
    tcp.stop();
  });

  it('looks the name up for each connection: what it led to before does not count', async () => {
    const tcp = await listener();
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return asked.length === 1
        ? [{ address: '127.0.0.1', family: 4 }]
        : [{ address: '10.0.0.1', family: 4 }];
    };
    // Only this machine may be reached here; the name is given to another one between two deliveries.
    const sender = new HttpsSender({ targets: 'loopback', timeoutMs: 200, resolve });
    const url = `http://rebind.example:${tcp.port}/`;
    expect((await sender.send(request(url))).error).toBe('CONNECTION');
    expect((await sender.send(request(url))).error).toBe('ADDRESS_NOT_ALLOWED');
    expect([asked, tcp.opened()]).toEqual([['rebind.example', 'rebind.example'], 1]);
    tcp.stop();
  });

  it('does not even look a name up where nothing may be reached', async () => {
    const asked: string[] = [];
    const resolve = async (host: string) => {
      asked.push(host);
      return [];
    };
    const sender = new HttpsSender({ targets: 'nowhere', resolve });
    expect((await sender.send(request('https://acme.example/'))).error).toBe('ADDRESS_NOT_ALLOWED');
    expect(asked).toEqual([]);
  });

  it('sends nothing without TLS, whatever is stored, and says when a name is not there', async () => {
    const sender = new HttpsSender({
      targets: 'public',
      resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    });
    expect((await sender.send(request('http://acme.example/'))).error).toBe('ADDRESS_NOT_ALLOWED');
    expect((await sender.send(request('https://acme.example/'))).error).toBe('NAME_NOT_FOUND');
  });
});
