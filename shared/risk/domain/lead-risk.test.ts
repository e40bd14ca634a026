import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampleLead, sampleProfile } from '../../../test/support/samples.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import { seededRandom } from '../../statistics/domain/seeded-random.ts';
import { leadRisk } from './lead-risk.ts';
import { type Counts, kindOf, type RiskEvidenceRecord, segmentsOf, withMission } from './risk-evidence.ts';
import { type RiskFacts, riskFactsOf } from './risk-facts.ts';

const NOW = new Date('2026-01-01T00:00:00Z');
const facts = (change: Partial<RiskFacts> = {}): RiskFacts => ({
  provider: 'other',
  mailbox: 'company',
  years: 2,
  verification: undefined,
  role: false,
  source: 'i_1',
  ...change,
});
const NOTHING: RiskEvidenceRecord = { workspace: 'acme', version: 1, segments: {}, missions: [] };
const outcomes = (of: RiskFacts, sent: number, bounced: number) =>
  Array.from({ length: sent }, (_, n) => ({ kind: kindOf(of), bounced: n < bounced, complained: false }));

describe('what is known of a person', () => {
  const lead = (profile: object, contacted: { key: string; at: string }[] = []) =>
    sampleLead({ profile: sampleProfile(profile), contacted, origin: 'i_7#12' });

  it('is the time since the address last worked, however that shows', () => {
    const known = { createdAt: '2020-01-01', lastContactedAt: '2022-01-01' };
    expect(riskFactsOf(lead(known), undefined, NOW).years).toBeCloseTo(4, 1);
    expect(riskFactsOf(lead(known), '2025-01-01', NOW).years).toBeCloseTo(1, 1);
    const ours = [{ key: 'm#1', at: '2025-12-31T00:00:00.000Z' }];
    expect(riskFactsOf(lead(known, ours), '2025-01-01', NOW).years).toBeCloseTo(0, 1);
    expect(riskFactsOf(lead({}), undefined, NOW).years).toBeUndefined();
  });

  it('is who serves the address, and the import that brought it', () => {
    expect(riskFactsOf(lead({ address: 'Ann@GoogleMail.com' }), undefined, NOW)).toMatchObject({
      provider: 'gmail',
      mailbox: 'consumer',
      source: 'i_7',
    });
    expect(riskFactsOf(lead({ address: 'ann@acme.example' }), undefined, NOW).mailbox).toBe('company');
  });

  it.each([
    ['Email Status', 'Verified', 'valid'],
    ['email_verification', 'accept_all', 'risky'],
    ['E-Mail Status', 'catch-all', 'risky'],
    ['Email Status', 'Unavailable', 'invalid'],
    ['Status', 'Verified', undefined],
    ['Email Status', 'blue', undefined],
  ])('is what %s says: %s', (header, value, verification) => {
    expect(riskFactsOf(lead({ attributes: { [header]: value } }), undefined, NOW).verification).toBe(
      verification,
    );
  });
});

describe('the risk of an e-mail', () => {
  it('is the share of addresses that have died since, before any mail', () => {
    expect(leadRisk(facts({ years: 0 })).bounce).toBeCloseTo(0.005, 10);
    expect(leadRisk(facts({ years: 2 })).bounce).toBeCloseTo(1 - 0.995 * 0.92 ** 2, 10);
    expect(leadRisk(facts({ years: 2, mailbox: 'consumer' })).bounce).toBeCloseTo(1 - 0.995 * 0.98 ** 2, 10);
    expect(leadRisk(facts({ verification: 'risky' })).bounce).toBe(0.09);
  });

  it('grows with age, and is a probability, whatever is known', () => {
    const count = fc
      .tuple(fc.nat(500), fc.nat(500), fc.nat(500))
      .map(([sent, bounced, complained]): Counts => ({ sent, bounced, complained }));
    fc.assert(
      fc.property(fc.double({ min: 0, max: 60, noNaN: true }), count, count, (years, segment, own) => {
        const evidence = { segments: { older: segment, [segmentsOf(kindOf(facts())).at(-1) ?? '']: own } };
        const risk = leadRisk(facts({ years }), evidence, own);
        for (const p of [risk.bounce, risk.complaint]) expect(p >= 0 && p <= 1).toBe(true);
        expect(leadRisk(facts({ years: years + 1 })).bounce).toBeGreaterThan(
          leadRisk(facts({ years })).bounce - 1e-12,
        );
      }),
    );
  });

  it('follows what the mail of the workspace did, and more so the more there was', () => {
    const of = facts();
    const before = leadRisk(of).bounce;
    const some = leadRisk(of, withMission(NOTHING, 'm_1', outcomes(of, 40, 0))).bounce;
    const many = leadRisk(of, withMission(NOTHING, 'm_1', outcomes(of, 2_000, 0))).bounce;
    expect(some).toBeLessThan(before);
    expect(many).toBeLessThan(0.001);
    expect(leadRisk(of, withMission(NOTHING, 'm_1', outcomes(of, 2_000, 600))).bounce).toBeCloseTo(0.3, 2);
    expect(leadRisk(of, NOTHING, { sent: 100, bounced: 0, complained: 0 }).bounce).toBeCloseTo(
      (20 * before) / 120,
      10,
    );
  });

  it('learns of an import without blaming the others', () => {
    const bad = facts({ source: 'i_bad' });
    const evidence = withMission(
      withMission(NOTHING, 'm_1', outcomes(facts({ source: 'i_good' }), 1_000, 5)),
      'm_2',
      outcomes(bad, 200, 60),
    );
    expect(leadRisk(bad, evidence).bounce).toBeGreaterThan(0.2);
    expect(leadRisk(facts({ source: 'i_good' }), evidence).bounce).toBeLessThan(0.02);
  });

  it('is told for every mailbox provider from the address', () => {
    const at = { gmail: 'gmail.com', yahoo: 'aol.com', microsoft: 'hotmail.de', other: 'gmx.de' };
    for (const provider of PROVIDER_GROUPS) {
      const lead = sampleLead({ profile: sampleProfile({ address: `ann@${at[provider]}` }) });
      expect(leadRisk(riskFactsOf(lead, undefined, NOW)).provider).toBe(provider);
    }
  });

  it('is calibrated where the workspace has mail: of people in one risk, so many bounce', () => {
    const random = seededRandom(7);
    const kinds = [0.5, 2, 5].flatMap((years) =>
      (['gmail', 'other'] as const).map((provider) => ({
        of: facts({ years, provider }),
        rate: years * (provider === 'gmail' ? 0.01 : 0.03),
      })),
    );
    const draw = () =>
      kinds.flatMap(({ of, rate }) =>
        Array.from({ length: 500 }, () => ({
          kind: kindOf(of),
          bounced: random() < rate,
          complained: false,
        })),
      );
    const evidence = withMission(NOTHING, 'm_1', draw());
    for (const { of, rate } of kinds) {
      // The import is one and the same, which draws all towards its mean.
      expect(Math.abs(leadRisk({ ...of, source: 'another' }, evidence).bounce - rate)).toBeLessThan(0.03);
    }
  });
});

describe('the evidence', () => {
  it('counts a mission once', () => {
    const once = withMission(NOTHING, 'm_1', outcomes(facts(), 10, 1));
    expect(withMission(once, 'm_1', outcomes(facts(), 10, 1))).toBe(once);
    expect(once.segments['three-years']).toEqual({ sent: 10, bounced: 1, complained: 0 });
  });

  it('stays small, and keeps the imports that were written to last', () => {
    let known = NOTHING;
    for (let n = 0; n < 100; n++) {
      known = withMission(known, `m_${n}`, outcomes(facts({ source: `i_${n}` }), 3, 0));
    }
    const sources = Object.keys(known.segments).filter((name) => name.startsWith('source/'));
    expect(sources).toHaveLength(30);
    expect(sources).toContain(segmentsOf(kindOf(facts({ source: 'i_99' }))).at(-1));
    expect(JSON.stringify(known).length).toBeLessThan(4_000);
  });
});
