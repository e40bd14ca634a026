import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { type AddressInfo, createServer as createMuteServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { MAY_GO_DIRECTLY } from '../endpoint/dynamodb-operations.ts';
import type { ThreadSetup } from './protocol.ts';
import { createThreads, type Environment, type Threads, type ThreadsOptions } from './threads.ts';

const DAY_MS = 24 * 3_600_000;
const KILLED = { errorType: 'Runtime.ExitError', errorMessage: 'killed', trace: [] };

const BUNDLE = `
import { get, request } from 'node:http';
import { env } from 'node:process';
import { createRequire } from 'node:module';
const require = createRequire(import.meta.url);
if (process.env.FAILS) throw new Error('no start');
let calls = 0;
globalThis.shared = (globalThis.shared ?? 0) + 1;
globalThis.Polyfilled ??= class { answer = 42 };
const ask = (path) => new Promise((done, fail) => get(process.env.SERVER + path, (r) => r.resume().on('end', done)).on('error', fail));
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const write = () => new Promise((done) => {
  const { hostname, port } = new URL(process.env.SERVER);
  const headers = { 'x-amz-target': 'DynamoDB_20120810.PutItem', authorization: 'Credential=KEY/' };
  const asked = request({ hostname, port, method: 'POST', headers });
  asked.once('error', done);
  asked.once('response', (r) => { r.on('data', () => {}); r.once('end', done); });
  asked.end('{"TableName":"things"}');
});
const handler = async ({ does, ms, path }, context) => {
  calls++;
  if (does === 'hang') await new Promise(() => {});
  if (does === 'spin') for (;;);
  if (does === 'try') for (;;) { await pause(ms); await ask(path).catch(() => {}); await fetch(process.env.SERVER + path).catch(() => {}); }
  if (does === 'ask') await ask(path);
  if (does === 'fetch') await fetch(process.env.SERVER + path);
  if (does === 'write') { await write(); await write(); }
  if (does === 'throw') throw new TypeError('as asked');
  if (does === 'throw later') { setTimeout(() => { throw new RangeError('later'); }, 5); await pause(ms); }
  if (does === 'reject later') { setTimeout(() => Promise.reject(new RangeError('later')), 5); await pause(ms); }
  if (does === 'exit') process.exit(3);
  console.log(process.env.NAME + ' says ' + context.awsRequestId);
  if (does === 'wait') await pause(ms);
  return {
    calls,
    shared: globalThis.shared,
    polyfilled: new Polyfilled().answer,
    env: Object.keys(process.env).sort(),
    names: [env.NAME, require('process').env.NAME, globalThis.process.env.NAME, global.process.env.NAME],
    now: Date.now(),
    left: context.getRemainingTimeInMillis(),
  };
};
export { handler };
`;

describe('threads', () => {
  let folder: string;
  let server: Server;
  let asked: string[] = [];
  let threads: Threads;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'threads-'));
    mkdirSync(join(folder, 'logs'));
    writeFileSync(join(folder, 'index.mjs'), BUNDLE);
    server = createServer((request, response) => {
      asked.push(request.url ?? '');
      response.setHeader(MAY_GO_DIRECTLY, '');
      if (request.url !== '/never') response.end('ok');
    });
    await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  });
  afterAll(() => {
    server.closeAllConnections();
    server.close();
    rmSync(folder, { recursive: true });
  });
  const start = (options: ThreadsOptions = {}, direct: Partial<ThreadSetup> = {}): Threads => {
    const clockOffset = new Float64Array(new SharedArrayBuffer(8));
    clockOffset[0] = 10 * DAY_MS;
    const setup = { clockOffset, compiled: join(folder, 'compiled'), ...direct };
    return createThreads(setup, join(folder, 'logs'), { most: 1, ...options });
  };
  beforeEach(() => {
    asked = [];
    threads = start();
  });
  afterEach(() => threads.stop());

  const logFile = (name: string): string => join(folder, 'logs', `${name}.log`);
  const open = (name: string, variables: Record<string, string> = {}): Environment =>
    threads.open({
      moduleUrl: pathToFileURL(join(folder, 'index.mjs')).href,
      handlerName: 'handler',
      variables: {
        NAME: name,
        SERVER: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        ...variables,
      },
      logFile: logFile(name),
    });
  const invoke = (environment: Environment, event: object = {}, requestId = 'r') =>
    environment.invoke({
      event: JSON.stringify(event),
      requestId,
      functionName: 'f',
      functionArn: 'arn',
      memoryMb: 128,
      timeoutMs: 3000,
    });
  const payload = { payload: expect.objectContaining({ calls: 1 }), ok: true };

  it('gives each environment its own variables, globals, module state and log, and the virtual time', async () => {
    const [one, other] = [open('one', { ONLY_ONE: '1' }), open('other')];
    expect(await Promise.all([one.ready, other.ready])).toEqual([undefined, undefined]);
    await invoke(one, {}, 'first');
    const [again, fresh] = await Promise.all([invoke(one, {}, 'second'), invoke(other, {}, 'third')]);
    expect(again).toMatchObject({
      payload: { calls: 2, shared: 1, env: ['NAME', 'ONLY_ONE', 'SERVER'], names: Array(4).fill('one') },
    });
    expect(fresh).toMatchObject({
      payload: {
        calls: 1,
        shared: 1,
        polyfilled: 42,
        env: ['NAME', 'SERVER'],
        names: Array(4).fill('other'),
      },
    });
    const { now } = (fresh as { payload: { now: number } }).payload;
    expect(Math.abs(now - Date.now() - 10 * DAY_MS)).toBeLessThan(60_000);
    expect(readFileSync(logFile('one'), 'utf8')).toBe('one says first\none says second\n');
    expect(readFileSync(logFile('other'), 'utf8')).toBe('other says third\n');
  });

  it('tells why a bundle does not start', async () => {
    const environment = open('failing', { FAILS: '1' });
    expect(await environment.ready).toMatchObject({ errorType: 'Error', errorMessage: 'no start' });
    expect(readFileSync(logFile('failing'), 'utf8')).toContain('no start');
  });

  it('gives an error of a handler back, and the environment goes on', async () => {
    const environment = open('throwing');
    expect(await invoke(environment, { does: 'throw' })).toMatchObject({
      ok: false,
      error: { errorType: 'TypeError', errorMessage: 'as asked' },
    });
    expect(await invoke(environment)).toMatchObject({ ok: true, payload: { calls: 2 } });
  });

  it.each(['throw later', 'reject later', 'exit'])(
    'a function that does "%s" crashes alone',
    async (does) => {
      const [crashing, neighbour] = [open('crashing'), open('neighbour')];
      const beside = invoke(neighbour, { does: 'wait', ms: 300 });
      const crashed = await invoke(crashing, { does, ms: 5000 });
      expect(crashed).toMatchObject({ ok: false, error: { errorMessage: /later|exit code 3/ } });
      expect(crashing.isGood()).toBe(false);
      expect(await beside).toEqual(payload);
      expect(await invoke(neighbour)).toMatchObject({ ok: true, payload: { calls: 2 } });
    },
  );

  it.each(['ask', 'fetch'])(
    'an environment that is ended in a call ("%s") is cut off from it',
    async (does) => {
      const [ended, neighbour] = [open('ended'), open('neighbour')];
      const call = invoke(ended, { does, path: '/never' });
      const beside = invoke(neighbour, { does: 'wait', ms: 300 });
      await expect.poll(() => asked, { timeout: 10_000 }).toEqual(['/never']);
      await ended.end(KILLED);
      expect(await call).toEqual({ ok: false, error: KILLED });
      expect(await beside).toEqual(payload);
    },
  );

  it('a thread that ends before it heard what became of a write leaves word of it', async () => {
    const [shared, written] = [new Int32Array(new SharedArrayBuffer(8)), Promise.withResolvers<void>()];
    const engine = createMuteServer((socket) => socket.once('data', () => written.resolve()));
    await new Promise<void>((done) => engine.listen(0, '127.0.0.1', done));
    const onLostWrite = vi.fn();
    await threads.stop();
    threads = start(
      { onLostWrite },
      {
        directCalls: {
          engine: { host: '127.0.0.1', port: (engine.address() as AddressInfo).port },
          awsEndpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
          faults: shared,
          meter: shared,
        },
      },
    );
    const ended = open('ended');
    const call = invoke(ended, { does: 'write' });
    await written.promise;
    expect(asked).toEqual(['/']);
    await ended.end(KILLED);
    expect(await call).toEqual({ ok: false, error: KILLED });
    await vi.waitFor(() => expect(onLostWrite).toHaveBeenCalledOnce());
    engine.close();
  });

  it('an environment that is ended reaches nothing any more, whatever its code tries', async () => {
    const [ended, neighbour] = [open('ended'), open('neighbour')];
    const call = invoke(ended, { does: 'try', ms: 5, path: '/tried' });
    await invoke(neighbour, { does: 'ask', path: '/neighbour' });
    await expect
      .poll(() => asked.filter((path) => path === '/tried').length, { timeout: 10_000 })
      .toBeGreaterThan(2);
    await ended.end(KILLED);
    expect(await call).toEqual({ ok: false, error: KILLED });
    await sleep(100);
    const before = asked.length;
    await sleep(300);
    expect(asked).toHaveLength(before);
    expect(await invoke(neighbour, { does: 'ask', path: '/neighbour' })).toMatchObject({ ok: true });
    // What lingers costs its thread: no more work for it, and it ends with its last environment.
    await expect.poll(() => neighbour.isGood(), { timeout: 10_000 }).toBe(false);
    const elsewhere = open('elsewhere');
    expect(await invoke(elsewhere)).toEqual(payload);
    expect(elsewhere.isGood()).toBe(true);
  });

  it('a loop that never gives way ends its thread, and what ran beside it crashes', async () => {
    threads = start({ patienceMs: 300 });
    const [looping, neighbour] = [open('looping'), open('neighbour')];
    const beside = invoke(neighbour, { does: 'wait', ms: 300 });
    const call = invoke(looping, { does: 'spin' });
    await looping.end(KILLED);
    expect(await call).toEqual({ ok: false, error: KILLED });
    expect(await beside).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
    expect(neighbour.isGood()).toBe(false);
    expect(await invoke(open('next'))).toEqual(payload);
  }, 20_000);
});
