import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { openMemory } from '../../../test/memory/tables.ts';
import {
  apolloPerson,
  type DataProvider,
  hunterData,
  hunterProblem,
  replying,
  startDataProvider,
} from '../../../test/support/data-provider.ts';
import { sampleLead } from '../../../test/support/samples.ts';
import { stores } from '../../../test/support/stores.ts';
import { utcDay } from '../../kernel/clock.ts';
import { apolloSource } from '../adapters/apollo/apollo-source.ts';
import { hunterSource } from '../adapters/hunter/hunter-source.ts';
import { enrichmentStores } from '../adapters/stores.ts';
import { type EnrichmentSourceName, enrichmentSettingsSchema } from '../contract/settings.ts';
import { nothingAsked, withAsked } from '../domain/enrichment.ts';
import { type EnrichLeadDeps, enrichLead } from './enrich-lead.ts';
import type { EnrichmentSource } from './ports/enrichment.ts';

const tables = openMemory();
let provider: DataProvider;
beforeAll(async () => {
  provider = await startDataProvider();
});
afterAll(() => provider?.stop());
beforeEach(() => {
  provider.asked.length = 0;
  provider.apollo = apolloPerson({ title: 'CEO' });
  provider.hunter = hunterData({
    company: { category: { industry: 'Machinery' }, metrics: { employees: 70 } },
  });
});

let now = new Date('2026-03-01T10:00:00Z');
const clock = { now: () => now };
const leadId = `l_${'0'.repeat(20)}`;
let workspaces = 0;
const nextWorkspace = (): string => {
  workspaces += 1;
  return `enrich${workspaces}`;
};

async function world(settings: object = {}) {
  const workspace = nextWorkspace();
  const lead = sampleLead({ workspace, id: leadId });
  const deps = {
    ...stores(tables, clock),
    ...enrichmentStores(tables),
    sources: new Map<EnrichmentSourceName, EnrichmentSource>([
      ['apollo', apolloSource({ apiKey: 'a', baseUrl: provider.apolloUrl })],
      ['hunter', hunterSource({ apiKey: 'h', baseUrl: provider.hunterUrl })],
    ]),
    clock,
  } satisfies EnrichLeadDeps;
  await deps.leads.create(lead);
  const parsed = enrichmentSettingsSchema.parse({ sources: ['apollo', 'hunter'], ...settings });
  const failing = new Set<EnrichmentSourceName>();
  return {
    ...deps,
    workspace,
    failing,
    run: () => enrichLead(deps, { workspace, leadId, settings: parsed, failing, correlationId: 'c' }),
    asked: async () => (await deps.enrichments.get(workspace, leadId))?.asked,
    usage: () => deps.ledger.usage(workspace, utcDay(now)),
    told: async () =>
      tables.database
        .everything('events')
        .filter((event) => event['workspace'] === workspace)
        .map(({ name }) => name),
  };
}

const calls = () => provider.asked.map(({ path }) => path.split('/')[1]);

describe('enriching a lead', () => {
  it('asks sources until enough is known, records each answer with its cost, and writes one event per source', async () => {
    const { run, asked, usage, told } = await world();
    expect(await run()).toMatchObject({ stop: 'enough' });
    expect(calls()).toEqual(['apollo', 'hunter']);
    expect(await asked()).toMatchObject({
      apollo: { state: 'found', costMicros: 25_000, found: { jobTitle: 'CEO' } },
      hunter: { state: 'found', costMicros: 25_000, found: { industry: 'Machinery', employees: 70 } },
    });
    expect(await usage()).toEqual({
      spentMicros: 50_000,
      bySource: {
        apollo: { calls: 1, found: 1, nothing: 0, failed: 0, costMicros: 25_000 },
        hunter: { calls: 1, found: 1, nothing: 0, failed: 0, costMicros: 25_000 },
      },
    });
    expect(await told()).toEqual(['lead.enriched', 'lead.enriched']);
    expect(await run()).toMatchObject({ stop: 'enough' });
    expect(calls()).toHaveLength(2);
  });

  it('asks each source once, even with concurrent callers', async () => {
    const { run, usage } = await world();
    await Promise.all(Array.from({ length: 8 }, run));
    expect(calls()).toEqual(['apollo', 'hunter']);
    expect(await usage()).toMatchObject({ spentMicros: 50_000 });
  });

  it('makes no call that could exceed the daily budget, and returns what a call did not cost', async () => {
    const { run, usage } = await world({ dailyBudgetUsd: 0.06 });
    provider.apollo = apolloPerson(null);
    expect(await run()).toMatchObject({ stop: 'all-asked' });
    expect(await usage()).toMatchObject({
      spentMicros: 25_000,
      bySource: { apollo: { nothing: 1, costMicros: 0 } },
    });
    const poor = await world({ dailyBudgetUsd: 0.06, enough: 1, sources: ['hunter', 'apollo'] });
    provider.apollo = apolloPerson({ title: 'CEO' });
    provider.hunter = hunterData({ person: { employment: { title: 'CTO' } }, company: { name: 'Acme' } });
    expect(await poor.run()).toMatchObject({ stop: 'day-budget' });
    expect(calls()).toEqual(['apollo', 'hunter', 'hunter']);
    expect(await poor.usage()).toMatchObject({ spentMicros: 50_000 });
    expect(await poor.run()).toMatchObject({ stop: 'day-budget' });
    expect((await poor.alerts.list(poor.workspace, { limit: 10 })).alerts).toMatchObject([
      { type: 'budget', severity: 'critical', count: 2, evidence: { setting: 'enrichment.dailyBudgetUsd' } },
    ]);
  });

  it('waits when a source limits its calls, and records the refused call as not made', async () => {
    const { run, asked, usage } = await world();
    provider.apollo = replying(429, {}, { 'retry-after': '30' });
    expect(await run()).toEqual({ waitUntil: new Date('2026-03-01T10:00:30Z') });
    expect(await asked()).toEqual({});
    expect(await usage()).toEqual({ spentMicros: 0, bySource: {} });
    const limits = { take: async () => ({ ok: false as const, retryAt: new Date('2026-03-01T10:01:00Z') }) };
    const limited = await world();
    const input = {
      workspace: limited.workspace,
      leadId,
      settings: enrichmentSettingsSchema.parse({ sources: ['apollo'] }),
      failing: new Set<EnrichmentSourceName>(),
      correlationId: 'c',
    };
    expect(await enrichLead({ ...limited, limits }, input)).toEqual({
      waitUntil: new Date('2026-03-01T10:01:00Z'),
    });
    expect(calls()).toEqual(['apollo']);
    expect(await limited.usage()).toMatchObject({ spentMicros: 0 });
  });

  it('continues with the next source when one fails, and raises an alert when a source rejects the key', async () => {
    const { run, failing, asked, told, usage, alerts, workspace } = await world();
    provider.apollo = replying(401, {});
    expect(await run()).toMatchObject({ stop: 'all-asked' });
    expect([...failing]).toEqual(['apollo']);
    expect(await asked()).toMatchObject({
      apollo: { state: 'failed', costMicros: 0 },
      hunter: { state: 'found' },
    });
    expect(await told()).toEqual(expect.arrayContaining(['alert.raised', 'lead.enriched']));
    expect((await alerts.list(workspace, { limit: 5 })).alerts).toMatchObject([
      { cause: 'enrichment-source apollo' },
    ]);
    expect((await usage()).bySource.apollo).toMatchObject({ failed: 1, costMicros: 0 });
  });

  it('counts a call without an answer as paid', async () => {
    const { run, asked } = await world({ sources: ['apollo'] });
    provider.apollo = (response) => response.destroy();
    expect(await run()).toMatchObject({ stop: 'all-asked' });
    expect(await asked()).toMatchObject({ apollo: { state: 'failed', costMicros: 25_000 } });
  });

  it('suppresses a person who has asked a source not to process their data', async () => {
    const { run, told, leads, workspace } = await world({ sources: ['hunter', 'apollo'] });
    provider.hunter = hunterProblem(451);
    expect(await run()).toMatchObject({ stop: 'not-allowed' });
    expect(calls()).toEqual(['hunter']);
    expect((await leads.get(workspace, leadId))?.suppression).toMatchObject({
      reason: 'legal',
      source: 'hunter',
    });
    expect(await told()).toEqual(['lead.suppressed']);
  });

  it('asks again after a worker died during its call, but only once its claim has expired', async () => {
    const { run, enrichments, workspace } = await world();
    const at = now.toISOString();
    const dead = withAsked(nothingAsked(workspace, leadId), 'apollo', {
      state: 'asking',
      at,
      claim: 'c_dead',
      costMicros: 25_000,
    });
    await enrichments.save(dead);
    expect(await run()).toMatchObject({ stop: 'being-asked' });
    now = new Date(now.getTime() + 6 * 60_000);
    expect(await run()).toMatchObject({ stop: 'enough' });
    expect(calls()).toEqual(['apollo', 'hunter']);
  });

  it('does not overwrite the record of another worker when its own answer comes too late', async () => {
    const { run, enrichments, workspace, asked } = await world({ sources: ['apollo'] });
    provider.apollo = async (response, call) => {
      const mine = await enrichments.get(workspace, leadId);
      if (mine)
        await enrichments.save(
          withAsked(mine, 'apollo', {
            state: 'nothing',
            at: now.toISOString(),
            claim: 'c_other',
            costMicros: 0,
          }),
        );
      apolloPerson({ title: 'CEO' })(response, call);
    };
    await run();
    expect(await asked()).toMatchObject({ apollo: { state: 'nothing', claim: 'c_other' } });
  });
});
