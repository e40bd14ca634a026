import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type KillableRex, startKillableRex } from '../support/killable-rex.ts';
import { unlistWorkspace } from '../support/retire-workspaces.ts';
import { demoFilesOf } from './demo-files.ts';
import { createPatientClient } from './patient-client.ts';
import { type Rules, setFaults } from './set-faults.ts';
import { expectSettled } from './settled.ts';
import { TEST_SEED } from './test-seed.ts';

const LEADS = 100;
const AS_OF = '2026-01-31';

/** What goes wrong, and in which workspace. */
const TROUBLES: Readonly<Record<string, { workspace: string; rules: Rules }>> = {
  'workers die in the middle': {
    workspace: 'dying',
    rules: [
      { kind: 'kill-worker', target: 'rex-consumers', rate: 0.25, delayMs: 80, times: 15 },
      { kind: 'kill-worker', target: 'rex-steps', rate: 0.25, delayMs: 80, times: 4 },
    ],
  },
  'messages come twice, late, or not at the first time': {
    workspace: 'muddled',
    rules: [
      { kind: 'duplicate', target: '', rate: 0.3, times: 40 },
      { kind: 'delay', target: 'rex-', rate: 0.3, delayMs: 150, times: 40 },
      { kind: 'drop', target: '', rate: 0.15, times: 20 },
    ],
  },
  'DynamoDB throttles': {
    workspace: 'throttled',
    rules: [{ kind: 'throttle', target: 'dynamodb', rate: 0.05, times: 100 }],
  },
  'SES is down for a while': {
    workspace: 'muted',
    rules: [{ kind: 'fail', target: 'ses', rate: 0.7, times: 60 }],
  },
};

describe(`a mission of ${LEADS} leads settles each of them once (REX_TEST_SEED=${TEST_SEED})`, () => {
  let rex: KillableRex;
  beforeAll(async () => {
    rex = await startKillableRex({}, TEST_SEED);
  });
  afterAll(() => rex?.stop({ keepHome: false }));

  it.each(Object.entries(TROUBLES))('while %s', { timeout: 300_000 }, async (_, { workspace, rules }) => {
    const client = createPatientClient(rex, workspace);
    await client.prepare({ atOnce: true });
    await setFaults(client, rules);
    const files = demoFilesOf(LEADS, { asOf: AS_OF });
    const leads = await client.importFile('leads', files.leads);
    const imported = { leads, orders: await client.importFile('orders', files.orders) };
    const missionId = await client.createMission({ asOf: AS_OF, steps: 2, collectDays: 1 });
    await client.approve(await client.untilApproval(missionId));
    const mission = await client.whileIn(missionId, ['EXECUTING', 'COLLECTING', 'ANALYZING', 'OPTIMIZING']);
    const struck = await setFaults(client, []);
    expect(Math.min(...struck), 'every kind of trouble came').toBeGreaterThan(0);
    await expectSettled(rex, client, { workspace, mission, imported, givenUp: 'sometimes' });
    await unlistWorkspace(rex.awsEndpoint(), workspace);
  });
});
