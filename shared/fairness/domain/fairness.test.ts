import { existsSync, readFileSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { award, CLAIMS_RULES, type ClaimsProblem, inWholeUnits } from './claims.ts';
import { envyOf, jainIndex } from './measures.ts';
import { nashShares } from './nash-shares.ts';

const DATA = new URL('../../../../shared/data/fair_division/', import.meta.url);
const isThere = existsSync(DATA);
const read = (name: string) => JSON.parse(readFileSync(new URL(name, DATA), 'utf8'));

const worked: (ClaimsProblem & { name: string } & Record<string, number[]>)[] = isThere
  ? read('claims_problems_worked.json')
  : [];
const IN_FILE = {
  proportional: 'proportional',
  constrainedEqualAwards: 'constrained_equal_awards',
  constrainedEqualLosses: 'constrained_equal_losses',
  talmud: 'talmud',
} as const;
const close = (found: readonly number[], expected: readonly number[] = []): void => {
  expect(found).toHaveLength(expected.length);
  for (const [n, each] of found.entries()) expect(each).toBeCloseTo(expected[n] ?? Number.NaN, 6);
};

describe.skipIf(!isThere)('the published problems', () => {
  it.each(worked.map((problem) => [problem.name, problem] as const))('%s', (_, problem) => {
    for (const rule of CLAIMS_RULES) close(award(rule, problem), problem[IN_FILE[rule]]);
    if (problem['talmud_published']) close(award('talmud', problem), problem['talmud_published']);
  });

  it("have Jain's index as published", () => {
    for (const { x, exact } of read('jain_index.json').cases) {
      const found = jainIndex(x);
      if (exact === null) expect(found).toBeUndefined();
      else expect(found).toBeCloseTo(exact, 9);
    }
  });
});

describe('a rule for claims', () => {
  const problems = fc
    .record({
      claims: fc.array(fc.double({ min: 0, max: 1_000, noNaN: true }), { minLength: 1, maxLength: 8 }),
      part: fc.double({ min: 0, max: 1, noNaN: true }),
    })
    .map(({ claims, part }) => ({ claims, estate: part * claims.reduce((sum, each) => sum + each, 0) }));

  it.each(CLAIMS_RULES)('%s awards all, nobody less than nothing or more than they claim', (rule) => {
    fc.assert(
      fc.property(problems, ({ claims, estate }) => {
        const awards = award(rule, { claims, estate });
        expect(awards.reduce((sum, each) => sum + each, 0)).toBeCloseTo(estate, 6);
        for (const [n, each] of awards.entries()) {
          expect(each).toBeGreaterThanOrEqual(-1e-9);
          expect(each).toBeLessThanOrEqual((claims[n] ?? 0) + 1e-9);
        }
      }),
    );
  });

  it('talmud divides for any two as if only they were there (consistency)', () => {
    fc.assert(
      fc.property(problems, ({ claims, estate }) => {
        const awards = award('talmud', { claims, estate });
        for (let i = 1; i < claims.length; i++) {
          const pair = [awards[0] ?? 0, awards[i] ?? 0];
          const again = award('talmud', {
            claims: [claims[0] ?? 0, claims[i] ?? 0],
            estate: (pair[0] ?? 0) + (pair[1] ?? 0),
          });
          close(again, pair);
        }
      }),
    );
  });

  it('awards nobody more than they claim where there is plenty, and nothing of a debt', () => {
    for (const rule of CLAIMS_RULES) {
      expect(award(rule, { estate: 10, claims: [1, 2] })).toEqual([1, 2]);
      close(award(rule, { estate: -1, claims: [1, 2] }), [0, 0]);
      close(award(rule, { estate: 1, claims: [0, 0] }), [0, 0]);
    }
  });

  it('gives whole units that add up to what there is', () => {
    expect(inWholeUnits([33.4, 33.3, 33.3])).toEqual([34, 33, 33]);
    expect(inWholeUnits([0.5, 0.5])).toEqual([1, 0]);
    fc.assert(
      fc.property(fc.array(fc.nat(100), { minLength: 1 }), fc.nat(400), (claims, estate) => {
        const awards = inWholeUnits(award('talmud', { claims, estate }));
        const all = claims.reduce((sum, each) => sum + each, 0);
        expect(awards.reduce((sum, each) => sum + each, 0)).toBe(Math.min(estate, all));
        expect(awards.every((each, n) => each <= (claims[n] ?? 0))).toBe(true);
      }),
    );
  });
});

describe('shares of the largest Nash welfare', () => {
  it('give to each what is worth more to them than to others', () => {
    const shares = nashShares([
      [1, 0],
      [0, 1],
    ]);
    close(shares[0] ?? [], [1, 0]);
    close(shares[1] ?? [], [0, 1]);
  });

  it('halve what is worth the same to both, and give nobody what nobody values', () => {
    const shares = nashShares([
      [2, 0],
      [5, 0],
    ]);
    close(shares[0] ?? [], [0.5, 0]);
    close(shares[1] ?? [], [0.5, 0]);
  });

  it('let nobody envy anybody', () => {
    const tables = fc
      .tuple(fc.integer({ min: 1, max: 4 }), fc.integer({ min: 1, max: 4 }))
      .chain(([parties, goods]) =>
        fc.array(fc.array(fc.integer({ min: 1, max: 20 }), { minLength: goods, maxLength: goods }), {
          minLength: parties,
          maxLength: parties,
        }),
      );
    fc.assert(
      fc.property(tables, (values) => {
        const shares = nashShares(values);
        for (const [party, envy] of envyOf(values, shares).entries())
          expect(envy / (values[party] ?? []).reduce((sum, each) => sum + each, 0)).toBeLessThan(1e-3);
        for (const good of (values[0] ?? []).keys())
          expect(shares.reduce((sum, row) => sum + (row[good] ?? 0), 0)).toBeCloseTo(1, 9);
      }),
      { numRuns: 60 },
    );
  });

  it('envy is counted by what each values', () => {
    expect(
      envyOf(
        [
          [10, 0],
          [0, 10],
        ],
        [
          [0, 1],
          [1, 0],
        ],
      ),
    ).toEqual([10, 10]);
  });
});

it.each([Number.NaN, Number.POSITIVE_INFINITY, -1, 1e308])('nothing is divided by %d', (amount) => {
  const refused = (path: string) =>
    expect.objectContaining({ code: 'VALIDATION_FAILED', fields: [expect.objectContaining({ path })] });
  for (const rule of CLAIMS_RULES)
    expect(() => award(rule, { estate: 1, claims: [1, amount] })).toThrowError(refused('claims.1'));
  expect(() => award('proportional', { estate: Number.NaN, claims: [1] })).toThrowError(refused('estate'));
  expect(() => nashShares([[1], [amount]])).toThrowError(refused('values.1.0'));
});

it("Jain's index of the same shares is 1, and never more by rounding", () => {
  expect(jainIndex([0.7, 0.7, 0.7, 0.7, 0.7])).toBe(1);
  fc.assert(
    fc.property(
      fc.double({ min: 1e-3, max: 1, noNaN: true }),
      fc.integer({ min: 1, max: 12 }),
      (share, n) => {
        expect(jainIndex(Array.from({ length: n }, () => share))).toBeLessThanOrEqual(1);
      },
    ),
  );
});
