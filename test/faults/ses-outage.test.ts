import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { CANARIES_IN_FLIGHT } from '../../shared/risk/domain/canary.ts';
import { type KillableRex, startKillableRex } from '../support/killable-rex.ts';
import { unlistWorkspace } from '../support/retire-workspaces.ts';
import { demoFilesOf } from './demo-files.ts';
import { createPatientClient } from './patient-client.ts';
import { readMissionRecords } from './records.ts';
import { readSentMails } from './sent-mails.ts';
import { type Rules, setFaults } from './set-faults.ts';
import { expectSettled } from './settled.ts';
import { TEST_SEED } from './test-seed.ts';

const LEADS = 60;
const AS_OF = '2026-01-31';
const MINUTE = 60_000;

interface Outage {
  readonly workspace: string;
  readonly rules: Rules;
  /** What SES has done with the mails of these ten minutes. */
  readonly mails: 'none' | 'all';
  /** Whether SES said that it had not taken them. */
  readonly told: boolean;
}

const OUTAGES: Readonly<Record<string, Outage>> = {
  'answers 503': {
    workspace: 'down',
    rules: [{ kind: 'fail', target: 'ses', rate: 1 }],
    mails: 'none',
    told: true,
  },
  throttles: {
    workspace: 'slow',
    rules: [{ kind: 'throttle', target: 'ses', rate: 1 }],
    mails: 'none',
    told: true,
  },
  'takes the mail and drops the connection': {
    workspace: 'silent',
    rules: [{ kind: 'lose-answer', target: 'ses', rate: 1 }],
    mails: 'all',
    told: false,
  },
  'drops the connection and takes nothing': {
    workspace: 'gone',
    rules: [{ kind: 'lose-request', target: 'ses', rate: 1 }],
    mails: 'none',
    told: false,
  },
};

describe(`while SES is down for ten minutes nobody is lost or written to twice (REX_TEST_SEED=${TEST_SEED})`, () => {
  let rex: KillableRex;
  beforeAll(async () => {
    rex = await startKillableRex({}, TEST_SEED);
  });
  afterAll(() => rex?.stop({ keepHome: false }));

  it.each(Object.entries(OUTAGES))('because it %s', { timeout: 300_000 }, async (_, outage) => {
    const { workspace } = outage;
    const client = createPatientClient(rex, workspace);
    await client.prepare({ atOnce: true });
    const files = demoFilesOf(LEADS, { asOf: AS_OF });
    const leads = await client.importFile('leads', files.leads);
    const imported = { leads, orders: await client.importFile('orders', files.orders) };
    const missionId = await client.createMission({ asOf: AS_OF, steps: 2, collectDays: 0 });
    const approvalId = await client.untilApproval(missionId);

    await setFaults(client, outage.rules);
    await client.approve(approvalId);
    await client.ask((local) => local.advance(10 * MINUTE));
    const [struck = 0] = await setFaults(client, []);
    const { cohorts, sends: tried } = await readMissionRecords(rex.awsEndpoint(), { workspace, missionId });
    const during = await readSentMails(rex.home, workspace);
    // Each message is tried once; then one of each cohort, every five minutes, asks whether SES is back.
    expect(tried.length).toBeGreaterThan(0);
    expect(struck).toBeGreaterThanOrEqual(tried.length);
    expect(struck).toBeLessThanOrEqual(outage.told ? tried.length + 3 * cohorts.length : tried.length);
    expect(during).toHaveLength(outage.mails === 'all' ? tried.length : 0);
    // The others wait for what becomes of the canaries.
    const first = cohorts.find(({ order }) => order === 0)?.size ?? 0;
    if (outage.mails === 'none')
      expect(tried.length).toBeLessThanOrEqual(Math.max(first, CANARIES_IN_FLIGHT));

    const mission = await client.whileIn(missionId, ['EXECUTING', 'COLLECTING', 'ANALYZING', 'OPTIMIZING']);
    const { mails, unknown } = await expectSettled(rex, client, {
      workspace,
      mission,
      imported,
      givenUp: 'never',
    });
    expect(mails).toBeGreaterThan(0);
    const isLost = outage.mails === 'none' && !outage.told;
    expect(unknown).toBe(isLost ? tried.length : 0);
    if (isLost) {
      const { sends } = await readMissionRecords(rex.awsEndpoint(), { workspace, missionId });
      const ofTried = new Set(tried.map(({ leadId }) => leadId));
      for (const { state, unknownReason } of sends.filter(({ leadId }) => ofTried.has(leadId)))
        expect([state, unknownReason]).toEqual(['unknown', expect.stringMatching(/\w/)]);
    }
    await unlistWorkspace(rex.awsEndpoint(), workspace);
  });
});
