import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { LeadScore } from './reactivation.ts';
import {
  judgeRecoverable,
  type RecoverableCandidate,
  type RecoverablePolicy,
  recoverablePolicySchema,
} from './recoverable.ts';

const DEFAULTS = recoverablePolicySchema.parse({});
const dormant: RecoverableCandidate = {
  score: scored({}),
  consent: 'unknown',
  address: 'person',
  suppressed: false,
};

function scored(score: Partial<LeadScore>): LeadScore {
  return { score: 8, basis: 'purchases', silentWeeks: 30, factors: [], ...score };
}

const codesOf = (candidate: Partial<RecoverableCandidate>, policy: RecoverablePolicy = DEFAULTS) =>
  judgeRecoverable({ ...dormant, ...candidate }, policy).reasons.map(({ code }) => code);

describe('judgeRecoverable', () => {
  it('accepts a dormant lead by default, also one without any known data', () => {
    expect(judgeRecoverable(dormant, DEFAULTS)).toEqual({ recoverable: true, reasons: [] });
    expect(codesOf({ score: scored({ basis: 'engagement', silentWeeks: undefined }) })).toEqual([]);
  });

  it.each([
    ['SUPPRESSED', { suppressed: true }],
    ['NEVER_MAIL', { address: 'never_mail' as const }],
    ['NO_CONSENT', { consent: 'opted_out' as const }],
    ['ROLE_ADDRESS', { address: 'role' as const }],
    ['ACTIVE', { score: scored({ silentWeeks: 12.9 }) }],
    ['LOST', { score: scored({ score: 0.09 }) }],
  ])('leaves out by default: %s', (code, candidate) => {
    expect(codesOf(candidate)).toEqual([code]);
  });

  it('treats a lead as dormant from the threshold on', () => {
    expect(codesOf({ score: scored({ silentWeeks: 13 }) })).toEqual([]);
  });

  it('is as strict as the policy', () => {
    const strict = recoverablePolicySchema.parse({
      consent: 'given',
      withoutHistory: 'exclude',
      minimumScore: 10,
    });

    expect(codesOf({ score: scored({ silentWeeks: undefined }) }, strict)).toEqual([
      'NO_CONSENT',
      'NO_HISTORY',
      'LOST',
    ]);
    expect(codesOf({ address: 'role' }, recoverablePolicySchema.parse({ roleAddresses: 'include' }))).toEqual(
      [],
    );
  });

  it('gives each reason as a sentence with its numbers', () => {
    const { reasons } = judgeRecoverable(
      { ...dormant, score: scored({ silentWeeks: 2, score: 0.01 }) },
      DEFAULTS,
    );

    expect(reasons.map(({ sentence }) => sentence)).toEqual([
      'Bought 2.0 weeks ago, within the 13 weeks after which a lead counts as dormant.',
      'The score of 0.01 is below the 0.1 from which a lead is worked.',
    ]);
  });

  it('never accepts a suppressed, opted-out or active lead, whatever the policy allows', () => {
    const lenient = fc.record({
      minimumScore: fc.constant(0),
      consent: fc.constantFrom('not_refused' as const, 'given' as const),
      roleAddresses: fc.constant('include' as const),
      withoutHistory: fc.constant('include' as const),
    });
    const barred = fc.constantFrom<Partial<RecoverableCandidate>>(
      { suppressed: true },
      { consent: 'opted_out' },
      { address: 'never_mail' },
      { score: scored({ silentWeeks: 1 }) },
    );
    fc.assert(
      fc.property(lenient, barred, (policy, candidate) => {
        const verdict = judgeRecoverable({ ...dormant, ...candidate }, recoverablePolicySchema.parse(policy));

        expect(verdict.recoverable).toBe(false);
      }),
      { seed: 1 },
    );
  });

  it('refuses a policy with a misspelt or impossible setting', () => {
    expect(recoverablePolicySchema.safeParse({ minimunScore: 5 }).success).toBe(false);
    expect(recoverablePolicySchema.safeParse({ dormantAfterWeeks: -1 }).success).toBe(false);
  });
});
