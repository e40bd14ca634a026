import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import {
  apolloPerson,
  type DataProvider,
  hunterData,
  replying,
  startDataProvider,
} from '../support/data-provider.ts';
import { startTestRex, type TestRex } from '../support/test-rex.ts';
import { HOUR, openWorkspace } from '../support/test-workspace.ts';
import { expectCatalogued } from '../support/told-events.ts';

let rex: TestRex;
let provider: DataProvider;
beforeAll(async () => {
  provider = await startDataProvider();
  vi.stubEnv('REX_ENRICHMENT', 'on');
  vi.stubEnv('APOLLO_API_KEY', 'key-a');
  vi.stubEnv('APOLLO_BASE_URL', provider.apolloUrl);
  vi.stubEnv('HUNTER_API_KEY', 'key-h');
  vi.stubEnv('HUNTER_BASE_URL', provider.hunterUrl);
  rex = await startTestRex();
});
afterAll(async () => {
  vi.unstubAllEnvs();
  await Promise.all([rex?.stop(), provider?.stop()]);
});

const SOFTWARE = {
  name: 'Soft',
  primary_domain: 'soft.example',
  industry: 'Computer software',
  estimated_num_employees: 120,
};
const people = (count: number, domain: string) => Array.from({ length: count }, (_, i) => `p${i}@${domain}`);

describe('enrichment', () => {
  it('fills fields that the import left empty before segmentation, and asks about each lead once', async () => {
    const emails = people(40, 'soft.example');
    provider.apollo = (response, call) =>
      call.email === emails[0]
        ? replying(429, {}, { 'retry-after': '20' })(response, call)
        : apolloPerson({ title: 'Head of Sales', organization: SOFTWARE })(response, call);
    const ws = await openWorkspace(rex, 'enriched', {
      settings: {
        enrichment: { sources: ['apollo', 'hunter'] },
        providerLimits: { apollo: { burst: 15, perMinute: 60 } },
      },
    });
    await ws.importCsv(
      ['email,consent', ...emails.map((each) => `${each},`), 'gone@soft.example,unsubscribed'].join('\n'),
    );
    const created = await ws.call('POST', '/api/rex/missions', { type: 'icp_extraction' });
    await rex.idle();
    // The source takes no more than so many calls a minute: the page waits, and what was asked stays asked.
    expect(provider.asked.length).toBeLessThan(40);
    provider.apollo = apolloPerson({ title: 'Head of Sales', organization: SOFTWARE });
    await rex.runUntilIdle(HOUR);
    const mission = await ws.mission(created.json.id);
    expect(mission).toMatchObject({ state: 'COMPLETED' });
    expect(mission.steps.map(({ name, agent }) => [name, agent])).toEqual([
      ['enrich', 'ScraperAgent'],
      ['segment', 'ICPIntelligenceAgent'],
      ['profile', 'ICPIntelligenceAgent'],
    ]);
    const answered = new Map(Map.groupBy(provider.asked, ({ email }) => email));
    expect(answered.has('gone@soft.example')).toBe(false);
    expect(
      [...answered.values()].filter((calls) => calls.length > 1 && calls[0]?.email !== emails[0]),
    ).toEqual([]);
    expect(answered.size).toBe(40);

    const profile = (await ws.call('GET', '/api/rex/icp/profiles/latest')).json;
    expect(profile.segments).toMatchObject([{ name: 'Software, 51-200 employees', leads: 40 }]);
    const usage = (await ws.call('GET', '/api/rex/enrichment/usage')).json;
    expect(usage.spentUsd).toBeCloseTo(1);
    expect(usage.sources).toMatchObject([
      { source: 'apollo', ready: true, calls: 40, found: 40, failed: 0 },
      { source: 'hunter', ready: true, calls: 0 },
    ]);
    const id = await ws.leadId('p1@soft.example');
    const shown = (await ws.call('GET', `/api/leads/${id}/enrichment`)).json;
    expect(shown.quality).toBeCloseTo(0.8);
    expect(shown.fields).toContainEqual({
      field: 'jobTitle',
      wanted: true,
      value: 'Head of Sales',
      trust: 0.8,
      from: ['apollo'],
    });
    const foreign = await openWorkspace(rex, 'enrichednot');
    expect((await foreign.call('GET', `/api/leads/${id}/enrichment`)).status).toBe(404);
    expect((await foreign.call('POST', `/api/leads/${id}/enrich`, {})).status).toBe(404);
  });

  it('uses the other source for the whole page when one rejects the key', {
    timeout: 180_000,
  }, async () => {
    provider.apollo = replying(401, {});
    provider.hunter = replying(404, {});
    const ws = await openWorkspace(rex, 'halfdown', {
      settings: {
        enrichment: { sources: ['apollo', 'hunter'] },
        providerLimits: { hunter: { burst: 40, perMinute: 600 } },
      },
    });
    const emails = people(70, 'half.example');
    await ws.importCsv(['email', ...emails].join('\n'));
    const created = await ws.call('POST', '/api/rex/missions', { type: 'icp_extraction' });
    await rex.runUntilIdle(HOUR);
    expect(await ws.mission(created.json.id)).toMatchObject({ state: 'COMPLETED' });
    const asked = provider.asked.filter(({ email }) => email.endsWith('@half.example'));
    const ofHunter = asked.filter(({ path }) => path.startsWith('/hunter/')).map(({ email }) => email);
    expect(ofHunter.toSorted()).toEqual(emails.toSorted());
    // No lead twice, however often the page came again for the limit of the other one.
    expect(asked.length - ofHunter.length).toBeLessThanOrEqual(emails.length);
  });

  it('runs for one lead on request, says why no source is asked, and never appears in a mail', async () => {
    const ws = await openWorkspace(rex, 'enrichone');
    await ws.importCsv('email,last contacted\nann@one.example,2024-05-01');
    const id = await ws.leadId('ann@one.example');
    const off = await ws.call('POST', `/api/leads/${id}/enrich`, {});
    expect([off.status, off.json.detail]).toEqual([409, expect.stringContaining('enrichment.sources')]);
    await ws.settings({ enrichment: { sources: ['hunter'] } });
    provider.hunter = hunterData({
      person: { employment: { title: 'Chief Zebra' } },
      company: { name: 'Quagga Works' },
    });
    const view = (await ws.call('POST', `/api/leads/${id}/enrich`, {})).json;
    expect(view.asked).toMatchObject([{ source: 'hunter', state: 'found', costUsd: 0.05 }]);
    expect((await ws.call('POST', `/api/leads/${id}/enrich`, {}, { role: 'viewer' })).status).toBe(403);
    const mission = await ws.createMission({ steps: 1 });
    await ws.approve(mission);
    await rex.runUntilIdle(HOUR);
    const [mail] = await ws.mails();
    expect(mail?.mail.text).toBeTruthy();
    expect(`${mail?.mail.text}${mail?.mail.html}${mail?.mail.subject}`).not.toMatch(/Zebra|Quagga/);
    expect(await expectCatalogued(rex)).toContain('lead.enriched');
  });
});
