import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isHeldOut, variantOf } from './holdout.ts';

const LEADS = Array.from({ length: 5_000 }, (_, i) => `l_${i}`);

describe('isHeldOut', () => {
  it('holds out a tenth, and always the same leads', () => {
    const held = LEADS.filter((lead) => isHeldOut('acme', lead));

    expect(held.length / LEADS.length).toBeCloseTo(0.1, 1);
    // Pinned: another salt or hash would release those who are held out today.
    expect(held.slice(0, 4)).toEqual(['l_8', 'l_10', 'l_12', 'l_22']);
  });

  it('keeps everybody held out when the share grows', () => {
    const share = fc.double({ min: 0, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.string(), share, share, (lead, p, q) => {
        if (isHeldOut('acme', lead, Math.min(p, q)))
          expect(isHeldOut('acme', lead, Math.max(p, q))).toBe(true);
        expect(isHeldOut('acme', lead, 0)).toBe(false);
        expect(isHeldOut('acme', lead, 1)).toBe(true);
      }),
      { seed: 1 },
    );
  });

  it('holds out different leads in another workspace', () => {
    const both = LEADS.filter((lead) => isHeldOut('acme', lead) && isHeldOut('other', lead));

    expect(both.length / LEADS.length).toBeCloseTo(0.01, 1);
  });

  it.each([-0.1, 1.1, Number.NaN])('refuses a share of %f', (share) => {
    expect(() => isHeldOut('acme', 'l_1', share)).toThrow(/between 0 and 1/);
  });
});

describe('variantOf', () => {
  it('splits evenly, anew for each mission, and independently of the holdout', () => {
    const inA = LEADS.filter((lead) => variantOf('m_1', lead, ['A', 'B']) === 'A');
    const inBothA = inA.filter((lead) => variantOf('m_2', lead, ['A', 'B']) === 'A');
    const heldOutA = inA.filter((lead) => isHeldOut('acme', lead, 0.5));

    expect(inA.length / LEADS.length).toBeCloseTo(0.5, 1);
    expect(inBothA.length / LEADS.length).toBeCloseTo(0.25, 1);
    expect(heldOutA.length / LEADS.length).toBeCloseTo(0.25, 1);
  });

  it('refuses a test without variants', () => {
    expect(() => variantOf('m_1', 'l_1', [])).toThrow(/at least one variant/);
  });
});
