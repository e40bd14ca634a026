import { describe, expect, it } from 'vitest';
import { sampleProfile } from '../../../test/support/samples.ts';
import { type EnrichmentSourceName, enrichmentSettingsSchema } from '../contract/settings.ts';
import { type Asked, type Enrichment, nothingAsked } from './enrichment.ts';
import type { Findings } from './findings.ts';
import { enrichedProfile, knownFields, qualityOf } from './quality.ts';
import { nextSource } from './waterfall.ts';

const NOW = new Date('2026-03-01T10:00:00Z');
const DAYS = 86_400_000;

const settingsOf = (change: object = {}) =>
  enrichmentSettingsSchema.parse({ sources: ['apollo', 'hunter'], ...change });
const asked = (change: Partial<Asked> = {}): Asked => ({
  state: 'nothing',
  at: NOW.toISOString(),
  claim: 'c',
  costMicros: 0,
  ...change,
});
const found = (findings: Findings, change: Partial<Asked> = {}): Asked =>
  asked({ state: 'found', found: findings, costMicros: 25_000, ...change });
const enrichmentOf = (answers: Enrichment['asked']) => ({
  ...nothingAsked('acme', 'l_00000000000000000000'),
  asked: answers,
});

function next({
  profile = {},
  suppression,
  answers,
  settings = {},
  usable = ['apollo', 'hunter'],
}: {
  profile?: object;
  suppression?: { reason: 'unsubscribe'; at: string; source: string };
  answers?: Enrichment['asked'];
  settings?: object;
  usable?: EnrichmentSourceName[];
} = {}) {
  const lead = { profile: sampleProfile(profile), ...(suppression ? { suppression } : {}) };
  const result = nextSource({
    lead,
    enrichment: answers && enrichmentOf(answers),
    settings: settingsOf(settings),
    usable: new Set(usable),
    now: NOW,
  });
  return 'ask' in result ? result.ask : result.stop;
}

describe('the waterfall', () => {
  it('asks sources in the order of the settings while too little is known', () => {
    expect(next()).toBe('apollo');
    expect(next({ settings: { sources: ['hunter', 'apollo'] } })).toBe('hunter');
    expect(next({ answers: { apollo: asked() } })).toBe('hunter');
    expect(next({ answers: { apollo: found({ industry: 'SaaS' }) } })).toBe('hunter');
    expect(next({ answers: { apollo: asked(), hunter: asked() } })).toBe('all-asked');
    expect(next({ usable: ['hunter'] })).toBe('hunter');
    expect(next({ usable: [] })).toBe('all-asked');
  });

  it('stops when the import and the sources give enough', () => {
    const all = { industry: 'SaaS', employees: 50, jobTitle: 'CEO' };
    expect(next({ profile: all })).toBe('enough');
    expect(next({ answers: { apollo: found(all) } })).toBe('enough');
    expect(next({ answers: { apollo: found(all) }, settings: { enough: 0.9 } })).toBe('hunter');
    // Of somebody else's employer: not trusted.
    expect(next({ answers: { apollo: found({ ...all, employerDomain: 'other.example' }) } })).toBe('hunter');
  });

  it('never asks about a person who opted out', () => {
    expect(next({ suppression: { reason: 'unsubscribe', at: NOW.toISOString(), source: 'x' } })).toBe(
      'not-allowed',
    );
    expect(next({ profile: { consent: 'opted_out' } })).toBe('not-allowed');
    expect(next({ profile: { roleAddress: true } })).toBe('not-allowed');
    expect(next({ profile: { neverMail: true } })).toBe('not-allowed');
    expect(next({ answers: { hunter: asked({ state: 'refused', at: '2020-01-01T00:00:00.000Z' }) } })).toBe(
      'refused',
    );
    expect(next({ settings: { sources: [] } })).toBe('off');
  });

  it('asks no source twice within the days of the cache, and retries a failed one after an hour', () => {
    const old = new Date(NOW.getTime() - 31 * DAYS).toISOString();
    const all = { industry: 'SaaS', employees: 50, jobTitle: 'CEO' };
    expect(next({ answers: { apollo: found(all, { at: old }) } })).toBe('apollo');
    const earlier = new Date(NOW.getTime() - 2 * 3_600_000).toISOString();
    expect(next({ answers: { apollo: asked({ state: 'failed' }) } })).toBe('hunter');
    expect(next({ answers: { apollo: asked({ state: 'failed', at: earlier }) } })).toBe('apollo');
    expect(next({ answers: { apollo: asked({ at: old }) }, settings: { cacheDays: 60 } })).toBe('hunter');
  });

  it('waits for a call in progress, and treats it as lost after a while', () => {
    expect(next({ answers: { apollo: asked({ state: 'asking' }) } })).toBe('being-asked');
    const lost = new Date(NOW.getTime() - 6 * 60_000).toISOString();
    expect(next({ answers: { apollo: asked({ state: 'asking', at: lost }) } })).toBe('apollo');
  });

  it('spends no more for one lead than the settings allow', () => {
    expect(next({ settings: { maxUsdPerLead: 0.02 } })).toBe('over-budget');
    const answers = { apollo: found({ industry: 'SaaS' }) };
    expect(next({ answers, settings: { maxUsdPerLead: 0.075 } })).toBe('hunter');
    expect(next({ answers, settings: { maxUsdPerLead: 0.07 } })).toBe('over-budget');
  });
});

describe('a known value', () => {
  it('comes from the import rather than from a source', () => {
    const enrichment = enrichmentOf({ apollo: found({ industry: 'Retail', jobTitle: 'CEO' }) });
    const profile = sampleProfile({ industry: 'SaaS' });
    expect(enrichedProfile(profile, enrichment)).toEqual({ ...profile, jobTitle: 'CEO' });
    expect(enrichedProfile(profile, undefined)).toBe(profile);
  });

  it('is trusted more when two sources agree, and less when it belongs to another employer', () => {
    const known = (answers: Enrichment['asked'], profile: object = {}) =>
      Object.fromEntries(
        knownFields(sampleProfile(profile), enrichmentOf(answers)).map(({ field, value, trust, from }) => [
          field,
          [value, trust, from.join()],
        ]),
      );
    const hunter = found({ employees: 180, industry: 'retail' }, { at: '2026-03-01T11:00:00.000Z' });
    expect(known({ apollo: found({ employees: 120, industry: 'SaaS' }), hunter })).toEqual({
      employees: [120, 0.95, 'apollo,hunter'],
      industry: ['SaaS', 0.8, 'apollo'],
    });
    const moved = found({ employees: 9, country: 'DE', employerDomain: 'new.example' });
    expect(known({ apollo: moved })).toEqual({
      employees: [9, 0.4, 'apollo'],
      country: ['DE', 0.8, 'apollo'],
    });
    expect(known({ apollo: moved, hunter })).toMatchObject({ employees: [180, 0.8, 'hunter'] });
    expect(known({ apollo: moved }, { address: 'ann@gmail.com' })).toMatchObject({
      employees: [9, 0.8, 'apollo'],
    });
    expect(known({ apollo: found({ employees: 9, employerDomain: 'mail.acme.example' }) })).toMatchObject({
      employees: [9, 0.8, 'apollo'],
    });
  });

  it('counts toward a quality that is the mean trust of the wanted fields', () => {
    const known = knownFields(
      sampleProfile({ industry: 'SaaS' }),
      enrichmentOf({ apollo: found({ jobTitle: 'CEO' }) }),
    );
    expect(qualityOf(known, ['industry', 'jobTitle', 'employees'])).toBeCloseTo(1.8 / 3);
    expect(qualityOf(known, ['industry'])).toBe(1);
  });
});
