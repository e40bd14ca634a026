import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { call } from '../../console/cli/api-client.ts';
import { analyticsRoutes } from '../../shared/analytics/contract/routes.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import { type KillableRex, startKillableRex } from '../support/killable-rex.ts';
import { demoFilesOf } from './demo-files.ts';
import { createPatientClient } from './patient-client.ts';
import { readMissionRecords } from './records.ts';
import { readSentMails } from './sent-mails.ts';
import { setFaults } from './set-faults.ts';
import { TEST_SEED } from './test-seed.ts';

const LEADS = 40;
const AS_OF = '2026-01-31';
const MINUTE = 60_000;
const HOUR = 60 * MINUTE;

describe(`a message that SES refuses until a person has fixed the cause (REX_TEST_SEED=${TEST_SEED})`, () => {
  let rex: KillableRex;
  beforeAll(async () => {
    rex = await startKillableRex({}, TEST_SEED);
  });
  afterAll(() => rex?.stop({ keepHome: false }));

  it('raises an alert with advice, appears in explain, is retried once an hour, and goes out after the fix', {
    timeout: 300_000,
  }, async () => {
    const workspace = 'refused';
    const client = createPatientClient(rex, workspace);
    await client.prepare({ atOnce: true });
    const files = demoFilesOf(LEADS, { asOf: AS_OF });
    await client.importFile('leads', files.leads);
    await client.importFile('orders', files.orders);
    const missionId = await client.createMission({ asOf: AS_OF, steps: 1, collectDays: 0 });
    const approvalId = await client.untilApproval(missionId);
    const refusal = { kind: 'refuse', target: 'ses', rate: 1, code: 'AccessDenied', status: 403 } as const;
    await setFaults(client, [refusal]);
    await client.approve(approvalId);
    await client.ask((local) => local.advance(5 * MINUTE));
    const [atFirst = 0] = await setFaults(client, [refusal]);
    expect(atFirst).toBeGreaterThan(0);

    const { alerts } = await client.ask(({ connection }) =>
      call(connection, analyticsRoutes.listAlerts, { query: {} }),
    );
    const [alert, ...others] = alerts;
    expect(others).toEqual([]);
    expect(alert).toMatchObject({ type: 'provider.account', severity: 'critical', state: 'open' });
    expect(alert?.message).toMatch(/AccessDenied.*ses:SendRawEmail/);
    const { cohorts, sends } = await readMissionRecords(rex.awsEndpoint(), { workspace, missionId });
    const released = sends.filter(({ state }) => state === 'released');
    expect(released).toHaveLength(atFirst);
    for (const { releasedReason } of released) expect(releasedReason).toBe('AccessDenied');
    // The others wait for what becomes of the canaries.
    const leadId = released[0]?.leadId ?? '';
    const explained = await client.ask(({ connection }) =>
      call(connection, leadRoutes.explainLead, { params: { id: leadId } }),
    );
    expect(explained.summary).toMatch(/waits: ses sends nothing by e-mail for us \(AccessDenied\)/);

    // Nobody mends it: one message of each cohort asks in an hour, and not every five minutes.
    await client.ask((local) => local.advance(50 * MINUTE));
    const [held = 0] = await setFaults(client, [refusal]);
    expect(held).toBe(0);
    await client.ask((local) => local.advance(HOUR));
    const [probes = 0] = await setFaults(client, []);
    expect(probes).toBeGreaterThan(0);
    expect(probes).toBeLessThanOrEqual(2 * cohorts.length);

    await client.ask(({ connection }) =>
      call(connection, analyticsRoutes.resolveAlert, { params: { id: alert?.id ?? '' } }),
    );
    const mission = await client.whileIn(missionId, ['EXECUTING', 'COLLECTING', 'ANALYZING', 'OPTIMIZING']);
    expect(mission.state).toBe('COMPLETED');
    const after = await readMissionRecords(rex.awsEndpoint(), { workspace, missionId });
    expect(after.sends.filter(({ state }) => state === 'released')).toEqual([]);
    expect(await readSentMails(rex.home, workspace)).toHaveLength(after.sends.length);
  });
});
