import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { shareTestRex, type TestRex } from '../support/test-rex.ts';
import { DAY, HOUR, leadsCsv, openWorkspace, type TestWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
beforeAll(async () => {
  rex = await shareTestRex();
});
afterAll(() => rex?.stop());

const create = async (ws: TestWorkspace, body: object): Promise<string> => {
  const answer = await ws.call('POST', '/api/rex/missions', body);
  expect(answer.status, answer.text).toBe(202);
  return answer.json.id;
};

describe('missions of every type', () => {
  it('accept only their own parameters and workflows', async () => {
    const ws = await openWorkspace(rex, 'typed');
    const wrong = async (body: object) => {
      const { status, json } = await ws.call('POST', '/api/rex/missions', body);
      expect(status).toBe(400);
      return json.fields.map(({ path }: { path: string }) => path);
    };
    expect(await wrong({ type: 'domain_rotation', params: { steps: 3 } })).toEqual(['body.params.steps']);
    expect(await wrong({ type: 'error_recovery', params: { missionId: 'x' } })).toEqual([
      'body.params.missionId',
    ]);
    expect(await wrong({ type: 'lead_reactivation', workflow: 'domain_rotation' })).toEqual([
      'body.workflow',
    ]);
    expect(await wrong({ type: 'world_domination' })).toEqual(['body.type']);
  });

  it('are listed with their workflows and agents', async () => {
    const ws = await openWorkspace(rex, 'shown');
    const { workflows } = (await ws.call('GET', '/api/rex/workflows')).json;
    const rescue = workflows.find(({ name }: { name: string }) => name === 'deliverability_rescue');
    expect(rescue).toMatchObject({
      missionTypes: ['domain_rotation'],
      steps: expect.arrayContaining([
        expect.objectContaining({
          name: 'verify-rescue',
          agent: 'DeliverabilityAgent',
          dependsOn: ['rotate-domains', 'plan-warmup'],
        }),
      ]),
    });
  });
});

describe('a deliverability rescue', () => {
  it('judges, plans and verifies, each by its agent, and reports whether it succeeded', async () => {
    const ws = await openWorkspace(rex, 'rescued', { domain: { tier: 'custom', targetPerDay: 500 } });
    const id = await create(ws, { type: 'domain_rotation', workflow: 'deliverability_rescue' });
    await rex.runUntilIdle(HOUR);
    const mission = await ws.mission(id);
    expect(mission).toMatchObject({ state: 'COMPLETED', progress: 100, report: null });
    expect(mission.steps.map(({ name, state }) => [name, state])).toEqual([
      ['check-domains', 'done'],
      ['rotate-domains', 'done'],
      ['plan-warmup', 'done'],
      ['verify-rescue', 'done'],
    ]);
    expect(mission.outcome).toMatchObject({
      met: true,
      results: { 'check-domains': { domains: 1, unhealthy: 0 }, 'verify-rescue': { healthy: 1 } },
    });
    const { agents, latest } = (await ws.call('GET', '/api/rex/agents/status')).json;
    const deliverability = agents.find(({ name }: { name: string }) => name === 'DeliverabilityAgent');
    expect(deliverability).toMatchObject({ state: 'idle', runs: 4, successRate: 1 });
    expect(latest.map(({ step }: { step: string }) => step)).toContain('verify-rescue');
    expect((await ws.call('GET', '/agents/status')).json.status).toBe('ok');
  });

  it('for an unknown domain is escalated to a person with advice', async () => {
    const ws = await openWorkspace(rex, 'strange');
    const id = await create(ws, { type: 'domain_rotation', params: { domain: 'mail.nobody.example' } });
    await rex.runUntilIdle(HOUR);
    const mission = await ws.mission(id);
    expect(mission.state).toBe('ESCALATED');
    expect(mission.reason).toMatch(/mail.nobody.example is not in the pool/);
    expect(mission.steps[0]).toMatchObject({ name: 'check-domains', state: 'failed', failures: 1 });
  });
});

describe('an error recovery', () => {
  it('does not retry a mission whose messages a person rejected', async () => {
    const ws = await openWorkspace(rex, 'recovered');
    await ws.importCsv(leadsCsv(['ann@recovered.example']));
    const refused = await ws.createMission({ steps: 1 });
    const approval = await ws.approvalOf(refused);
    await ws.call('POST', `/api/approvals/${approval.id}/reject`, { reason: 'No.' });
    await rex.runUntilIdle(HOUR);
    expect((await ws.mission(refused)).state).toBe('FAILED');
    const id = await create(ws, { type: 'error_recovery' });
    await rex.runUntilIdle(HOUR);
    expect(await ws.mission(id)).toMatchObject({
      state: 'COMPLETED',
      outcome: { met: true, results: { 'recover-missions': { looked: 1, left: 1, retried: 0 } } },
    });
    expect((await ws.mission(refused)).state).toBe('FAILED');
  });
});

describe('a full campaign', () => {
  it('checks domains in parallel with scoring, then sends as a reactivation does', async () => {
    const ws = await openWorkspace(rex, 'campaign');
    await ws.importCsv(leadsCsv(['ann@campaign.example', 'bob@campaign.example']));
    const id = await create(ws, {
      type: 'campaign_execution',
      params: { steps: 1, holdout: 0, collectDays: 0 },
    });
    await ws.approve(id);
    await rex.runUntilIdle(3 * DAY);
    const mission = await ws.mission(id);
    expect(mission).toMatchObject({
      state: 'COMPLETED',
      workflow: 'full_campaign',
      outcome: { met: true },
      report: { audience: { emailed: 2 } },
    });
  });

  it('that is cancelled leaves no approval open', async () => {
    const ws = await openWorkspace(rex, 'cancelledflow');
    await ws.importCsv(leadsCsv(['ann@cancelled.example']));
    const id = await ws.createMission({ steps: 1 });
    const approval = await ws.approvalOf(id);
    await ws.call('POST', `/api/rex/missions/${id}/cancel`, {});
    expect((await ws.call('GET', `/api/approvals/${approval.id}`)).json.state).toBe('void');
    const late = await ws.call('POST', `/api/approvals/${approval.id}/approve`, { digest: approval.digest });
    expect(late.status).toBe(409);
  });
});

it('every event that was written matches the catalogue', async () => {
  expect((await expectCatalogued(rex)).size).toBeGreaterThan(3);
});
