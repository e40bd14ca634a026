import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { icpSettingsSchema } from '../contract/settings.ts';
import { type IcpFacts, icpFactsSchema } from './icp-facts.ts';
import { recommendSegments } from './recommend-segments.ts';
import { formSegments, segmentOf } from './segments.ts';
import { mergeCells, type Sampled, Survey, type SurveyedLead, sumCells, surveyPage } from './survey.ts';
import { weightedScore } from './weighted-score.ts';

const facts = fc
  .record({
    industry: fc.constantFrom('Software', 'Retail', 'Media', 'unknown'),
    size: fc.constantFrom('1-10', '11-50', '10,001+', 'unknown'),
    say: fc.double({ min: 0, max: 1, noNaN: true }),
    title: fc.option(fc.string(), { nil: undefined }),
    visits: fc.option(fc.double({ min: 0, max: 1e9, noNaN: true }), { nil: undefined }),
    silentWeeks: fc.option(fc.double({ min: 0, max: 5_000, noNaN: true }), { nil: undefined }),
    address: fc.constantFrom('person', 'role', 'never_mail'),
    consent: fc.constantFrom('subscribed', 'unknown', 'opted_out'),
    orders: fc.nat(1_000),
    replied: fc.boolean(),
    suppressed: fc.boolean(),
    companyDomain: fc.boolean(),
    hasName: fc.boolean(),
    hasPhone: fc.boolean(),
    level: fc.constant('staff'),
  })
  .map((raw) => icpFactsSchema.parse(raw));

const surveyed: fc.Arbitrary<SurveyedLead> = fc
  .record({ facts, rank: fc.double({ min: 0, max: 0.999, noNaN: true }), positive: fc.option(fc.boolean()) })
  .map(({ facts: of, rank, positive }) => ({
    facts: of,
    rank,
    ...(positive === null ? {} : { outcome: { source: 'import' as const, positive, before: of } }),
  }));

const SETTINGS = icpSettingsSchema.parse({});

describe('segments', () => {
  it('contain each lead at most once, reach the minimum size, and add up to all leads', () => {
    fc.assert(
      fc.property(
        fc.array(surveyed, { maxLength: 80 }),
        fc.integer({ min: 1, max: 20 }),
        (leads, minimum) => {
          const { cells } = surveyPage('p', leads, 1);
          const { segments, leftOut } = formSegments(cells, minimum);
          for (const { total } of segments) expect(total.leads).toBeGreaterThanOrEqual(minimum);
          expect(new Set(segments.map(({ name }) => name)).size).toBe(segments.length);
          expect(segments.reduce((sum, { total }) => sum + total.leads, leftOut)).toBe(leads.length);
          for (const { name, total } of segments) {
            const members = leads.filter((lead) => segmentOf(segments, lead.facts)?.name === name);
            expect(members).toHaveLength(total.leads);
          }
        },
      ),
    );
  });

  it('are scored with the mean score of their leads', () => {
    fc.assert(
      fc.property(fc.array(surveyed, { minLength: 1, maxLength: 40 }), (leads) => {
        const { cells } = surveyPage('p', leads, 1);
        const { segments } = formSegments(cells, 1);
        for (const { name, score } of recommendSegments(segments, cells, undefined, SETTINGS, undefined)) {
          const of = leads.filter((lead) => segmentOf(segments, lead.facts)?.name === name);
          const scores = of.map((lead) => weightedScore(lead.facts, SETTINGS, undefined).score);
          expect(score).toBeCloseTo(scores.reduce((sum, each) => sum + each, 0) / of.length, 6);
        }
      }),
    );
  });
});

describe('a survey', () => {
  it('has the same result whatever the order of its pages', () => {
    fc.assert(
      fc.property(fc.array(fc.array(surveyed, { maxLength: 10 }), { maxLength: 8 }), (pages) => {
        const counted = pages.map((leads, i) => surveyPage(`p${i}`, leads, 0.7));
        const [forward, backward] = [new Survey(12), new Survey(12)];
        for (const page of counted) forward.add(page);
        for (const page of counted.toReversed()) backward.add(page);
        expect(sumCells(forward.cells()).import).toEqual(sumCells(backward.cells()).import);
        const ranks = (sample: readonly Sampled[]) => sample.map(({ rank }) => rank);
        expect(ranks(forward.sample())).toEqual(ranks(backward.sample()));
        const known = pages.flat().filter(({ outcome, rank }) => outcome && rank < 0.7);
        expect(forward.sample()).toHaveLength(Math.min(12, known.length));
      }),
    );
  });

  it('stays small when every lead has a different industry', () => {
    const lead = (industry: string): SurveyedLead => ({ rank: 0, facts: { ...oneFacts(), industry } });
    const cells = surveyPage(
      'p',
      Array.from({ length: 5_000 }, (_, i) => lead(`Trade ${i}`)),
      1,
    ).cells;
    expect(cells.length).toBeLessThanOrEqual(3_000);
    expect(sumCells(cells).leads).toBe(5_000);
    expect(mergeCells(cells)).toHaveLength(cells.length);
  });
});

describe('the weighted score', () => {
  it('is the sum of its parts, between 0 and 100', () => {
    fc.assert(
      fc.property(facts, (of) => {
        const { score, parts } = weightedScore(of, SETTINGS, undefined);
        const sum = parts.reduce((total, { weight, value }) => total + weight * value, 0);
        expect(score).toBeCloseTo(100 * sum, 9);
        for (const { value, sentence } of parts) {
          expect(value).toBeGreaterThanOrEqual(0);
          expect(value).toBeLessThanOrEqual(1);
          expect(sentence).toMatch(/\.$/);
        }
      }),
    );
  });

  it('rises with wanted values, and uses the weights of the workspace', () => {
    const wanted = icpSettingsSchema.parse({
      weights: { firmographic: 1, role: 0, engagement: 0, reachability: 0 },
      ideal: { industries: ['SaaS'], minEmployees: 10 },
    });
    const score = (change: Partial<IcpFacts>) =>
      weightedScore({ ...oneFacts(), ...change }, wanted, undefined).score;
    expect(score({ industry: 'Software', employees: 50 })).toBe(100);
    expect(score({ industry: 'Software', employees: 5 })).toBe(50);
    expect(score({ industry: 'Retail' })).toBe(0);
  });
});

const oneFacts = (): IcpFacts =>
  icpFactsSchema.parse({
    industry: 'Software',
    size: '11-50',
    level: 'staff',
    say: 0.4,
    address: 'person',
    companyDomain: true,
    hasName: true,
    hasPhone: false,
    consent: 'unknown',
    suppressed: false,
    orders: 0,
    replied: false,
  });
