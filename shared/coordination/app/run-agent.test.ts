import { beforeAll, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { stores } from '../../../test/support/stores.ts';
import { RexError } from '../../kernel/errors.ts';
import type { DynamoAgentLog } from '../adapters/agent-log.ts';
import { runAgent } from './run-agent.ts';

const tables = openMemory();
let log: DynamoAgentLog;
beforeAll(async () => {
  ({ log } = stores(tables));
});

const AGENT = { name: 'TestAgent', version: 1 };
const clock = { now: () => new Date('2026-02-02T10:00:00Z') };

function runner(workspace: string) {
  const pauses: number[] = [];
  const deps = { log, clock, pause: async (ms: number) => void pauses.push(ms) };
  const work = { workspace, missionId: `m_${'0'.repeat(26)}`, step: 'score', part: '1', attempt: '1' };
  return {
    pauses,
    run: (act: () => Promise<void>, change: object = {}) =>
      runAgent(deps, AGENT, { ...work, ...change }, act),
    stats: async () => (await log.stats(workspace, ['TestAgent']))[0],
  };
}

it('logs and counts a run once, however often its work is repeated', async () => {
  const { run, stats } = runner('once');
  await Promise.all(Array.from({ length: 5 }, () => run(async () => undefined)));
  expect(await stats()).toMatchObject({ runs: 1, failed: 0 });
  await run(async () => undefined, { part: '2' });
  expect(await stats()).toMatchObject({ runs: 2 });
  expect(await log.list('once', 10)).toHaveLength(2);
});

it('counts every part when several end at the same moment', async () => {
  const { run, stats } = runner('crowd');
  await Promise.all(
    Array.from({ length: 12 }, (_, part) => run(async () => undefined, { part: String(part) })),
  );
  expect(await stats()).toMatchObject({ runs: 12 });
});

it('retries a temporary fault with growing pauses', async () => {
  const { run, stats, pauses } = runner('moment');
  let calls = 0;
  await run(async () => {
    calls += 1;
    if (calls < 3) throw new RexError('PROVIDER_UNAVAILABLE', 'Not now.');
  });
  expect([calls, pauses]).toEqual([3, [200, 400]]);
  expect(await stats()).toMatchObject({ runs: 1, failed: 0 });
});

it('gives up on a permanent fault, and keeps its code but not its message', async () => {
  const { run, stats, pauses } = runner('broken');
  const failure = new RexError('VALIDATION_FAILED', 'ann@acme.example is not valid.');
  await expect(run(() => Promise.reject(failure))).rejects.toBe(failure);
  expect(pauses).toEqual([]);
  expect(await stats()).toMatchObject({ runs: 1, failed: 1 });
  const [kept] = await log.list('broken', 1);
  expect(kept).toMatchObject({ outcome: 'failed', error: 'VALIDATION_FAILED' });
  expect(JSON.stringify(kept)).not.toContain('ann@');
});
