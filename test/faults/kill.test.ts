import { afterAll, expect, it } from 'vitest';
import { type KillableRex, startKillableRex } from '../support/killable-rex.ts';
import { demoFilesOf } from './demo-files.ts';
import { createAssassin } from './kill-plan.ts';
import { createPatientClient } from './patient-client.ts';
import { expectSettled } from './settled.ts';
import { TEST_SEED } from './test-seed.ts';

const WORKSPACE = 'killed';
const LEADS = 300;
const AS_OF = '2026-01-31';
/** The moments at which Rex is killed: so many in each phase of the mission. */
const KILLS = {
  importing: { count: 4, withinMs: 800 },
  creating: { count: 1, withinMs: 100 },
  drafting: { count: 3, withinMs: 600 },
  approving: { count: 2, withinMs: 60 },
  sending: { count: 7, withinMs: 300 },
  collecting: { count: 3, withinMs: 700 },
} as const;

let rex: KillableRex | undefined;
let passed = false;
afterAll(() => rex?.stop({ keepHome: !passed }));

it(`settles every lead once though the process is killed at 20 random moments (REX_TEST_SEED=${TEST_SEED})`, {
  timeout: 900_000,
}, async () => {
  rex = await startKillableRex({}, TEST_SEED);
  const client = createPatientClient(rex, WORKSPACE);
  const assassin = createAssassin(rex, TEST_SEED);
  const files = demoFilesOf(LEADS, { asOf: AS_OF });

  const imported = await assassin.during('importing', KILLS.importing, async () => {
    await client.prepare();
    const leads = await client.importFile('leads', files.leads);
    return { leads, orders: await client.importFile('orders', files.orders) };
  });
  const missionId = await assassin.during('creating', KILLS.creating, () =>
    client.createMission({ asOf: AS_OF, steps: 3, collectDays: 1 }),
  );
  const approvalId = await assassin.during('drafting', KILLS.drafting, () => client.untilApproval(missionId));
  const overMails = 0.8 * (await client.approvedMessages(approvalId));
  await assassin.during('approving', KILLS.approving, () => client.approve(approvalId));
  await assassin.during('sending', { ...KILLS.sending, overMails }, () =>
    client.whileIn(missionId, ['EXECUTING']),
  );
  const mission = await assassin.during('collecting', KILLS.collecting, () =>
    client.whileIn(missionId, ['COLLECTING', 'ANALYZING', 'OPTIMIZING']),
  );

  expect(assassin.done).toHaveLength(20);
  const { mails, unknown } = await expectSettled(rex, client, {
    workspace: WORKSPACE,
    mission,
    imported,
    givenUp: 'never',
  });
  const again = [
    await client.importFile('leads', files.leads),
    await client.importFile('orders', files.orders),
  ];
  expect(
    again.map(({ counts }) => counts.imported),
    'no row of the files was lost',
  ).toEqual([0, 0]);
  console.log(
    `${mails} e-mails, ${unknown} messages of unknown fate, ${mission.attempt} executions. ` +
      `Killed:\n  ${assassin.done.join('\n  ')}`,
  );
  passed = true;
});
