import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createActivity } from '../activity.ts';
import { createFaults } from '../faults.ts';
import { createMeter, type Meter } from '../meter/meter.ts';
import { openStore, type RuntimeStore } from '../store.ts';
import { createInvocations } from './invocations.ts';
import { createPool, type FunctionPool } from './pool.ts';
import { createThreads, type Threads } from './threads.ts';

const BUNDLE = `
let calls = 0;
const pause = (ms) => new Promise((done) => setTimeout(done, ms));
const handler = async ({ ms, hangs, spins }) => {
  calls++;
  if (hangs) await new Promise(() => {});
  if (spins) for (;;);
  await pause(ms ?? 0);
  return calls;
};
export { handler };
`;

describe('a pool', () => {
  let folder: string;
  let threads: Threads;
  let pools: FunctionPool[];
  let store: RuntimeStore;
  let meter: Meter;
  const faults = createFaults(1);
  const activity = createActivity(() => {});
  const invocations = createInvocations({ time: () => Date.now() });
  const start = (options: { readonly patienceMs?: number } = {}): Threads =>
    createThreads({ clockOffset: new Float64Array(1), compiled: join(folder, 'compiled') }, folder, options);
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'pool-'));
    writeFileSync(join(folder, 'index.mjs'), BUNDLE);
    threads = start();
    store = openStore(join(folder, 'store.db'));
    meter = createMeter(store);
    pools = [];
  });
  afterEach(async () => {
    faults.set([]);
    for (const pool of pools) pool.stop();
    await threads.stop();
    store.close();
    rmSync(folder, { recursive: true });
  });
  const pool = (name: string, { timeoutMs = 20_000, concurrency = 2, keepIdleMs = 60_000 } = {}) => {
    const definition = {
      name,
      arn: `arn:aws:lambda:us-east-1:000000000000:function:${name}`,
      moduleUrl: pathToFileURL(join(folder, 'index.mjs')).href,
      handlerName: 'handler',
      environment: {},
      memoryMb: 128,
      timeoutMs,
      concurrency,
    };
    const made = createPool(definition, {
      activity,
      faults,
      meter,
      invocations,
      threads,
      logFolder: folder,
      keepIdleMs,
    });
    pools.push(made);
    return made;
  };
  const reports = (name: string): { status: string }[] =>
    readFileSync(join(folder, `${name}.log`), 'utf8')
      .split('\n')
      .filter((line) => line.includes('platform.report'))
      .map((line) => JSON.parse(line).record);

  it('keeps environments, and has no more of them than its concurrency', async () => {
    const made = pool('few');
    const answers = await Promise.all(Array.from({ length: 9 }, () => made.invoke({ ms: 20 })));
    const calls = answers.map((answer) => (answer.ok ? Number(answer.payload) : 0));
    // Each environment counts its own: two that had nine between them.
    expect(calls.filter((n) => n === 1).length).toBeLessThanOrEqual(2);
    expect(calls).toHaveLength(9);
    expect(Math.min(...calls)).toBe(1);
    await expect.poll(() => reports('few').length).toBe(9);
    expect(reports('few').every(({ status }) => status === 'success')).toBe(true);
  });

  it('ends an invocation that hangs, and answers the next one in a new environment', async () => {
    const made = pool('hanging', { timeoutMs: 1500, concurrency: 1 });
    const [hung, next] = await Promise.all([made.invoke({ hangs: true }), made.invoke({})]);
    expect(hung).toMatchObject({
      ok: false,
      error: { errorType: 'Sandbox.Timedout', errorMessage: 'Task timed out after 1.50 seconds' },
    });
    expect(next).toEqual({ ok: true, payload: 1 });
  });

  it('ends a loop that never gives way, and answers the next one', async () => {
    threads = start({ patienceMs: 300 });
    const made = pool('looping', { timeoutMs: 1500, concurrency: 1 });
    const [looped, next] = await Promise.all([made.invoke({ spins: true }), made.invoke({})]);
    expect(looped).toMatchObject({ ok: false, error: { errorType: 'Sandbox.Timedout' } });
    expect(next).toEqual({ ok: true, payload: 1 });
  }, 30_000);

  it('loses an invocation to a fault that kills, and nothing beside it', async () => {
    faults.set([{ kind: 'kill-worker', target: 'killed', rate: 1, delayMs: 0, times: 1 }]);
    const [killed, spared] = [pool('killed'), pool('spared')];
    const beside = spared.invoke({ ms: 300 });
    const lost = await killed.invoke({ ms: 5000 });
    expect(lost).toMatchObject({ ok: false, error: { errorType: 'Runtime.ExitError' } });
    expect(await beside).toEqual({ ok: true, payload: 1 });
    expect(await killed.invoke({})).toEqual({ ok: true, payload: 1 });
  });

  it('lets an environment go that was idle for long', async () => {
    const made = pool('idle', { keepIdleMs: 50 });
    expect(await made.invoke({})).toEqual({ ok: true, payload: 1 });
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(await made.invoke({})).toEqual({ ok: true, payload: 1 });
  });
});
