import { describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { type StartProfileDeps, startProfile } from '../../agents/icp/start-profile.ts';
import { newId } from '../../kernel/ids.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { expectParts, openStep } from '../../missions/app/mission-steps.ts';
import { type Mission, missionSchema } from '../../missions/domain/mission.ts';
import { putSettings } from '../../workspaces/app/put-settings.ts';
import { settingsSchema } from '../../workspaces/contract/settings.ts';
import { surveyPage } from '../domain/survey.ts';
import { surveyLead } from './gather-icp-facts.ts';

const tables = openMemory();

const NOW = new Date('2026-03-01T10:00:00Z');

const leadOf = (change: object = {}, profile: object = {}): Lead =>
  sampleLead({
    profile: sampleProfile({ identity: 'a@b.example', address: 'a@b.example', ...profile }),
    ...change,
  });

const ordersOf = (orders: Record<string, string>) => ({
  workspace: 'acme',
  leadId: `l_${'0'.repeat(20)}`,
  version: 1,
  orders,
});

describe('the survey of a lead', () => {
  const contacted = [{ key: 'k', at: '2026-01-10T10:00:00.000Z' }];

  it('gives a model only facts from before the outcome', () => {
    const orders = ordersOf({ a: '2025-01-01:1:100', b: '2026-01-20:1:100' });
    const { outcome, facts } = surveyLead(leadOf({ contacted }), orders, [], NOW);
    expect(outcome).toMatchObject({
      source: 'ledger',
      positive: true,
      before: { orders: 1, replied: false },
    });
    expect(facts).toMatchObject({ orders: 2 });
  });

  it('counts an answer as positive, and silence as negative only after some time', () => {
    const reply = { kind: 'reply', receivedAt: '2026-01-11T10:00:00.000Z' } as const;
    const outcome = (lead: Lead, inbound: (typeof reply)[] = []) =>
      surveyLead(lead, undefined, inbound, NOW).outcome;
    expect(outcome(leadOf({ contacted }), [reply])).toMatchObject({
      positive: true,
      before: { replied: false },
    });
    expect(outcome(leadOf({ contacted }))).toMatchObject({ positive: false });
    expect(outcome(leadOf({ contacted: [{ key: 'k', at: '2026-02-27T10:00:00.000Z' }] }))).toBeUndefined();
    expect(outcome(leadOf())).toBeUndefined();
    expect(outcome(leadOf({}, { outcome: false }))).toMatchObject({ source: 'import', positive: false });
  });
});

describe('a profile', () => {
  async function world(workspace: string) {
    const { icp, missions, workspaces } = stores(tables);
    const deps = {
      icp,
      missions,
      workspaces,
      tokens: { succeed: async () => true, fail: async () => true },
      clock: { now: () => NOW },
    };
    const settings = settingsSchema.parse({
      brandName: 'Acme',
      senderName: 'Ann',
      postalAddress: '1 Main Street, Springfield',
      website: 'https://acme.example',
    });
    const cause = { actor: { kind: 'user', id: 'ann' }, correlationId: 'c' } as const;
    await putSettings(deps, { workspace, settings, cause });
    return { ...deps, run: (params: object = {}, pages = 2) => runMission(deps, workspace, params, pages) };
  }

  async function runMission(deps: StartProfileDeps, workspace: string, params: object, pages: number) {
    const mission: Mission = missionSchema.parse({
      workspace,
      id: newId('m', NOW),
      version: 1,
      type: 'icp_extraction',
      name: 'x',
      state: 'EXECUTING',
      priority: 50,
      params,
      reason: '',
      attempt: 1,
      failures: 0,
      correlationId: 'c',
      createdAt: NOW.toISOString(),
      createdBy: 'ann',
      updatedAt: NOW.toISOString(),
    });
    await deps.missions.create(mission, {});
    for (const page of ['a', 'b']) {
      const leads = Array.from({ length: 30 }, () =>
        surveyLead(leadOf({}, { industry: 'SaaS' }), undefined, [], NOW),
      );
      await deps.icp.putSurveyPage(workspace, mission.id, surveyPage(page, leads, 1), NOW);
    }
    await openStep(deps, { workspace, missionId: mission.id, name: 'segment' }, 'token');
    await expectParts(deps, { workspace, missionId: mission.id, name: 'segment' }, pages);
    const step = await openStep(deps, { workspace, missionId: mission.id, name: 'profile' }, 'token');
    await Promise.all(Array.from({ length: 3 }, () => startProfile(deps, mission, step)));
    return (await deps.missions.getStep(workspace, mission.id, 'profile'))?.result;
  }

  it('gets its own number and event, and the highest number is the latest, even when several are made at once', async () => {
    const { icp, run } = await world('numbered');
    const results = await Promise.all([run(), run(), run()]);
    expect(results[0]).toMatchObject({ leads: 60, segments: 1, basis: 'weighted' });
    const { profiles } = await icp.list('numbered', { limit: 10 });
    expect(profiles.map(({ number }) => number).toSorted()).toEqual([1, 2, 3]);
    expect(await icp.latest('numbered')).toMatchObject({ number: 3 });
    const told = tables.database
      .everything('events')
      .filter(({ workspace, name }) => workspace === 'numbered' && name === 'icp.profiled');
    expect(told).toHaveLength(3);
  });

  it('is not made from a part of the leads when some counts are missing', async () => {
    const { icp, run } = await world('partly');
    await expect(run({}, 3)).rejects.toMatchObject({ code: 'CONFLICT' });
    expect(await icp.latest('partly')).toBeUndefined();
  });

  it('is not stored in a dry run', async () => {
    const { icp, run } = await world('dry');
    expect(await run({ dryRun: true })).toMatchObject({ profileId: null, leads: 60 });
    expect(await icp.latest('dry')).toBeUndefined();
  });
});
