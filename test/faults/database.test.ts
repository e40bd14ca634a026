import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, expect, it } from 'vitest';
import { type KillableRex, startKillableRex } from '../support/killable-rex.ts';
import { demoFilesOf } from './demo-files.ts';
import { createPatientClient } from './patient-client.ts';
import { expectSettled } from './settled.ts';
import { TEST_SEED } from './test-seed.ts';

const WORKSPACE = 'database';
const LEADS = 120;
const AS_OF = '2026-01-31';
/** After so long in a piece of work the engine is killed. */
const MOMENTS_MS = [150, 400];

let rex: KillableRex | undefined;
let passed = false;
afterAll(() => rex?.stop({ keepHome: !passed }));

const enginePid = (home: string): number => Number(readFileSync(join(home, 'dynamodb.pid'), 'utf8'));

/** Kills the engine at its moments while the work goes on; gives what `/health` said right after each. */
async function killingTheEngine<T>(home: string, url: string, work: () => Promise<T>) {
  const health: number[] = [];
  const kill = async (): Promise<void> => {
    for (const moment of MOMENTS_MS) {
      await sleep(moment);
      const pid = enginePid(home);
      process.kill(pid, 'SIGKILL');
      await sleep(20);
      health.push((await fetch(`${url}/health`)).status);
      await expect.poll(() => enginePid(home), { timeout: 20_000 }).not.toBe(pid);
      await expect.poll(async () => (await fetch(`${url}/health`)).status, { timeout: 20_000 }).toBe(200);
    }
  };
  const [result] = await Promise.all([work(), kill()]);
  return { result, health };
}

it('loses nothing, does nothing twice and buries nothing when the database engine is killed again and again', {
  timeout: 400_000,
}, async () => {
  rex = await startKillableRex({}, TEST_SEED);
  const { home } = rex;
  const url = rex.local(WORKSPACE).info.url;
  const client = createPatientClient(rex, WORKSPACE);
  const files = demoFilesOf(LEADS, { asOf: AS_OF });
  await client.prepare();
  const during = <T>(work: () => Promise<T>) => killingTheEngine(home, url, work);

  const imported = await during(async () => ({
    leads: await client.importFile('leads', files.leads),
    orders: await client.importFile('orders', files.orders),
  }));
  const missionId = await client.createMission({ asOf: AS_OF, steps: 2, collectDays: 1 });
  const drafted = await during(() => client.untilApproval(missionId));
  const sent = await during(async () => {
    await client.approve(drafted.result);
    await client.whileIn(missionId, ['EXECUTING']);
  });
  const mission = await client.whileIn(missionId, ['COLLECTING', 'ANALYZING', 'OPTIMIZING']);

  await expectSettled(rex, client, {
    workspace: WORKSPACE,
    mission,
    imported: imported.result,
    givenUp: 'never',
  });
  const told = [imported, drafted, sent].flatMap(({ health }) => health);
  expect(told, 'the health of Rex tells that the database is away').toContain(503);
  passed = true;
});
