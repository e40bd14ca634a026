import { describe, expect, it } from 'vitest';
import { openRex, WORKSPACE } from '../../../test/memory/rex.ts';
import { openMemory } from '../../../test/memory/tables.ts';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { enrichmentStores } from '../adapters/stores.ts';
import {
  type EnrichmentSettings,
  type EnrichmentSourceName,
  enrichmentSettingsSchema,
} from '../contract/settings.ts';
import type { EnrichmentSource, SourceAnswer } from './ports/enrichment.ts';
import { enrichNow, readEnrichmentUsage, viewEnrichment } from './view-enrichment.ts';

type Answers = Partial<Record<EnrichmentSourceName, SourceAnswer>>;
const CEO: SourceAnswer = { outcome: 'found', findings: { jobTitle: 'CEO' }, credits: 1 };
const NOTHING: SourceAnswer = { outcome: 'nothing' };
const DOWN: SourceAnswer = { outcome: 'unavailable', reason: 'HTTP 500' };

/** A lead, and sources that answer so; a source without an answer has no key. */
async function world({
  answers = {},
  settings = {},
  profile = {},
}: {
  answers?: Answers;
  settings?: Partial<EnrichmentSettings>;
  profile?: Partial<Lead['profile']>;
} = {}) {
  const rex = openRex();
  const enrichment = enrichmentSettingsSchema.parse({ sources: ['apollo', 'hunter'], ...settings });
  await rex.openWorkspace({ enrichment });
  const lead = sampleLead({ workspace: WORKSPACE, profile: sampleProfile(profile) });
  await rex.ports.leads.create(lead);
  const asked: string[] = [];
  const sources = new Map<EnrichmentSourceName, EnrichmentSource>();
  for (const [name, answer] of Object.entries(answers) as [EnrichmentSourceName, SourceAnswer][]) {
    const find = async (address: string): Promise<SourceAnswer> => {
      asked.push(`${name} ${address}`);
      return answer;
    };
    sources.set(name, { find });
  }
  const deps = { ...rex.ports, ledger: enrichmentStores(openMemory()).ledger, sources };
  return {
    ...rex,
    asked,
    view: (leadId = lead.id, workspace = WORKSPACE) => viewEnrichment(deps, workspace, leadId),
    enrich: (leadId = lead.id, workspace = WORKSPACE) =>
      enrichNow(deps, { workspace, leadId, correlationId: 'c' }),
    usage: (day?: string) => readEnrichmentUsage(deps, WORKSPACE, day),
  };
}

describe('viewEnrichment', () => {
  it('shows what is known of every field, what is wanted, and whom it would ask next, and asks nobody', async () => {
    const rex = await world({ answers: { hunter: CEO }, profile: { industry: 'Machinery' } });
    const view = await rex.view();
    expect(view.fields.find(({ field }) => field === 'industry')).toMatchObject({
      wanted: true,
      value: 'Machinery',
    });
    expect(view.fields.find(({ field }) => field === 'revenue')).toEqual({
      field: 'revenue',
      wanted: false,
      value: null,
      trust: 0,
      from: [],
    });
    expect(view).toMatchObject({ asked: [], next: 'hunter' });
    expect(rex.asked).toEqual([]);
  });

  it('says why nobody would be asked', async () => {
    expect((await (await world({ settings: { sources: [] } })).view()).next).toContain('name no sources');
    const role = await world({ answers: { apollo: CEO }, profile: { roleAddress: true } });
    expect((await role.view()).next).toContain('address of a role');
  });

  it('does not find a lead of another workspace', async () => {
    const rex = await world();
    await expect(rex.view(undefined, 'beta')).rejects.toMatchObject({ code: 'NOT_FOUND' });
  });
});

describe('enrichNow', () => {
  it('asks one source after another and shows what each said and cost', async () => {
    const rex = await world({ answers: { apollo: CEO, hunter: NOTHING } });
    const view = await rex.enrich();
    expect(rex.asked).toEqual(['apollo ann@acme.example', 'hunter ann@acme.example']);
    expect(view.asked).toMatchObject([
      { source: 'apollo', state: 'found', costUsd: 0.025 },
      { source: 'hunter', state: 'nothing', costUsd: 0 },
    ]);
    expect(view.fields.find(({ field }) => field === 'jobTitle')).toMatchObject({
      value: 'CEO',
      from: ['apollo'],
    });
    await rex.enrich();
    expect(rex.asked, 'twice is not paid twice').toHaveLength(2);
  });

  it('shows what the other source found when one fails', async () => {
    const rex = await world({ answers: { apollo: DOWN, hunter: CEO } });
    expect((await rex.enrich()).asked.map(({ state }) => state).toSorted()).toEqual(['failed', 'found']);
  });

  it.each<[string, Answers, Partial<EnrichmentSettings>, string]>([
    ['there is no source', {}, { sources: [] }, 'CONFLICT'],
    ['one lead may not cost as much', { apollo: CEO }, { maxUsdPerLead: 0.001 }, 'CONFLICT'],
    ['every source fails', { apollo: DOWN, hunter: DOWN }, {}, 'PROVIDER_UNAVAILABLE'],
  ])('fails when %s', async (_, answers, settings, code) => {
    const rex = await world({ answers, settings });
    await expect(rex.enrich()).rejects.toMatchObject({ code });
  });

  it('says after how many seconds a source that is at its limit may be asked', async () => {
    const rex = await world({ answers: { apollo: { outcome: 'later', retryAfterSeconds: 30 } } });
    await expect(rex.enrich()).rejects.toMatchObject({ code: 'RATE_LIMITED', retryAfter: 30 });
  });

  it('does not find a lead that is not there, and asks nobody', async () => {
    const rex = await world({ answers: { apollo: CEO } });
    await expect(rex.enrich(`l_${'9'.repeat(20)}`)).rejects.toMatchObject({ code: 'NOT_FOUND' });
    expect(rex.asked).toEqual([]);
  });
});

describe('readEnrichmentUsage', () => {
  it('shows what a day cost, by source, and what is left of its budget', async () => {
    const rex = await world({ answers: { apollo: CEO }, settings: { dailyBudgetUsd: 1 } });
    await rex.enrich();
    expect(await rex.usage()).toMatchObject({
      day: '2026-03-05',
      spentUsd: 0.025,
      leftUsd: 0.975,
      sources: [
        { source: 'apollo', ready: true, calls: 1, found: 1, costUsd: 0.025 },
        { source: 'hunter', ready: false, calls: 0, costUsd: 0 },
      ],
    });
    expect(await rex.usage('2026-03-04')).toMatchObject({ spentUsd: 0, leftUsd: 1 });
  });
});
