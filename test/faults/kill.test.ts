import { afterAll, expect, it } from 'vitest';
import * as z from 'zod';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import type { ImportView } from '../../shared/contracts/http/leads.ts';
import { type KillableRex, startKillableRex } from '../support/killable-rex.ts';
import { createAssassin } from './kill-plan.ts';
import { createPatientClient } from './patient-client.ts';
import { readMissionRecords } from './records.ts';
import { readSentMails } from './sent-mails.ts';
import { expectEveryLeadSettled, expectHonestReport, expectNothingSentTwice } from './settled.ts';

/** REX_TEST_SEED=n repeats the moments of a run that failed, as far as moments can be repeated. */
const SEED = Number(process.env['REX_TEST_SEED'] ?? Date.now() % 100_000);
const LEADS = 300;
const AS_OF = '2026-01-31';

let rex: KillableRex | undefined;
let passed = false;
afterAll(() => rex?.stop({ keepHome: !passed }));

it(`settles every lead once though the process is killed at 20 random moments (REX_TEST_SEED=${SEED})`, {
  timeout: 300_000,
}, async () => {
  rex = await startKillableRex({}, SEED);
  const client = createPatientClient(rex);
  const assassin = createAssassin(rex, SEED);
  const files = makeDemoFiles({ count: LEADS, seed: SEED, asOf: AS_OF });
  const log = (line: string) => console.log(`[${(performance.now() / 1000).toFixed(1)} s] ${line}`);

  const imported = await assassin.during('import', { count: 4, withinMs: 800 }, async () => {
    await client.prepare();
    const leads = await client.importFile('leads', files.leads);
    return { leads, orders: await client.importFile('orders', files.orders) };
  });
  log('imported');
  const missionId = await assassin.during('creation', { count: 1, withinMs: 100 }, () =>
    client.createMission({ asOf: AS_OF, steps: 3, collectDays: 1 }),
  );
  const approvalId = await assassin.during('score and draft', { count: 3, withinMs: 600 }, () =>
    client.untilApproval(missionId),
  );
  log('drafted');
  await assassin.during('approval', { count: 2, withinMs: 60 }, () => client.approve(approvalId));
  const { messages } = await client.mission(missionId);
  await assassin.during('sending', { count: 7, withinMs: 300, overMails: messages?.drafted ?? 0 }, () =>
    client.whileIn(missionId, ['EXECUTING']),
  );
  log('sent');
  const mission = await assassin.during('collecting', { count: 3, withinMs: 700 }, () =>
    client.whileIn(missionId, ['COLLECTING', 'ANALYZING', 'OPTIMIZING']),
  );
  log(`killed at: ${assassin.done.join(', ')}`);
  expect(assassin.done).toHaveLength(20);
  expect(mission.state).toBe('COMPLETED');

  const status = await client.ask(({ info }) => settledStatus(info.url));
  expect(
    Object.entries(status.queues).filter(
      ([, { ready, delayed, inFlight }]) => ready + delayed + inFlight > 0,
    ),
  ).toEqual([]);
  const records = await readMissionRecords(rex.awsEndpoint(), { workspace: 'kill', missionId });
  const mails = await readSentMails(rex.home);
  expectWholeImport(imported.leads, records.roster.length);
  expectEveryLeadSettled(records);
  const unknown = expectNothingSentTwice(records, mails);
  expectHonestReport(records, mission.report);
  log(`${mails.length} mails, ${unknown} of unknown fate, attempt ${mission.attempt}`);

  const again = {
    leads: await client.importFile('leads', files.leads),
    orders: await client.importFile('orders', files.orders),
  };
  expect(again.leads.counts.imported, 'no lead of the file was lost').toBe(0);
  expect(again.orders.counts.imported, 'no order of the file was lost').toBe(0);
  passed = true;
});

function expectWholeImport({ state, counts }: ImportView, leads: number): void {
  expect(state).toBe('COMPLETED');
  expect(counts.imported).toBe(leads);
  expect(counts.imported + counts.unchanged + counts.duplicates + counts.rejected).toBe(counts.rows);
}

const statusSchema = z.object({
  queues: z.record(z.string(), z.object({ ready: z.number(), delayed: z.number(), inFlight: z.number() })),
});

/** What the queues hold when everything that is in flight has ended. */
async function settledStatus(url: string): Promise<z.infer<typeof statusSchema>> {
  const response = await fetch(`${url}/_local/idle`, { method: 'POST' });
  return statusSchema.parse(await response.json());
}
