import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ruleSettingsSchema } from '../../decisions/contract/settings.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import { rateOf } from './reputation.ts';
import {
  addRisks,
  fromMillionths,
  inMillionths,
  NOTHING_RISKED,
  overBudget,
  RISK_SCOPES,
  riskBudget,
  riskOf,
} from './risk-budget.ts';
import { NO_TRAFFIC } from './traffic.ts';

const rules = ruleSettingsSchema.parse({});
const mail = (provider: (typeof PROVIDER_GROUPS)[number], bounce: number, complaint = 0) => ({
  provider,
  risk: { bounce: inMillionths(bounce), complaint: inMillionths(complaint) },
});

describe('the risk budget of a day', () => {
  it('is the rate from which a domain is paused, of what it may send', () => {
    const { all, gmail, other } = riskBudget(10_000, rules);
    expect(fromMillionths(all.bounce)).toBe(400);
    expect(fromMillionths(all.complaint)).toBe(8);
    expect(gmail).toEqual({ bounce: all.bounce / 2, complaint: all.complaint / 2 });
    expect(other).toEqual(all);
  });

  it('of a domain with a small cap is that of the representative volume', () => {
    expect(riskBudget(20, rules)).toEqual(riskBudget(200, rules));
    expect(fromMillionths(riskBudget(20, rules).all.bounce)).toBe(8);
    expect(fromMillionths(riskBudget(20, rules).gmail.complaint)).toBe(1.6);
  });

  it('that is used up to the end brings the rates of the day to the limit and not over it', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 100_000 }),
        fc.double({ min: 0, max: 0.2, noNaN: true }),
        fc.double({ min: 0, max: 0.01, noNaN: true }),
        (cap, pauseBounceRate, pauseComplaintRate) => {
          const { all } = riskBudget(cap, { pauseBounceRate, pauseComplaintRate });
          const traffic = {
            ...NO_TRAFFIC,
            sent: cap,
            bounced: fromMillionths(all.bounce),
            complained: fromMillionths(all.complaint),
          };
          expect(rateOf(traffic, 'bounced')).toBeLessThanOrEqual(pauseBounceRate + 1e-12);
          expect(rateOf(traffic, 'complained')).toBeLessThanOrEqual(pauseComplaintRate + 1e-12);
        },
      ),
    );
  });

  it('is drawn from where an e-mail goes, and for all providers together', () => {
    const risked = riskOf([mail('gmail', 0.1, 0.001), mail('gmail', 0.2), mail('other', 0.05)]);
    expect(risked).toEqual({
      ...NOTHING_RISKED,
      all: { bounce: 350_000, complaint: 1_000 },
      gmail: { bounce: 300_000, complaint: 1_000 },
      other: { bounce: 50_000, complaint: 0 },
    });
  });

  it('says which part of it would be passed, and by what', () => {
    const budget = riskBudget(200, rules);
    const half = { ...NOTHING_RISKED, all: { bounce: 7_900_000, complaint: 0 } };
    expect(overBudget(riskOf([mail('yahoo', 0.1)]), half, budget)).toBeUndefined();
    expect(overBudget(riskOf([mail('yahoo', 0.100001)]), half, budget)).toEqual({
      scope: 'all',
      kind: 'bounce',
    });
    const yahoo = { ...NOTHING_RISKED, yahoo: { bounce: 0, complaint: 1_600_000 } };
    const complaint = riskOf([mail('yahoo', 0, 0.001)]);
    expect(overBudget(complaint, yahoo, budget)).toEqual({ scope: 'yahoo', kind: 'complaint' });
    expect(overBudget(riskOf([mail('gmail', 0, 0.001)]), yahoo, budget)).toBeUndefined();
    // A budget that fell below what was risked stops nothing that adds nothing.
    expect(overBudget(NOTHING_RISKED, yahoo, riskBudget(1, { ...rules, pauseComplaintRate: 0 }))).toBe(
      undefined,
    );
  });

  it('counts exactly, whatever the probabilities and in whatever order', () => {
    const mails = fc.array(
      fc.record({
        provider: fc.constantFrom(...PROVIDER_GROUPS),
        risk: fc.record({
          bounce: fc.double({ min: 0, max: 1, noNaN: true }).map(inMillionths),
          complaint: fc.double({ min: 0, max: 0.01, noNaN: true }).map(inMillionths),
        }),
      }),
      { maxLength: 50 },
    );
    fc.assert(
      fc.property(mails, fc.nat(50), (all, at) => {
        const sum = addRisks(riskOf(all.slice(at)), riskOf(all.slice(0, at)));
        expect(sum).toEqual(riskOf(all));
        for (const scope of RISK_SCOPES) expect(Number.isInteger(sum[scope].bounce)).toBe(true);
      }),
    );
    expect(inMillionths(0.16)).toBe(160_000);
    expect(inMillionths(0.0000001)).toBe(1);
  });
});
