import { award, CLAIMS_RULES, type ClaimsRule, inWholeUnits } from '../../../fairness/domain/claims.ts';
import type { DisputeOf, Option, Party } from '../contract/schemas.ts';
import { scoreOf } from './score.ts';

const METHODS: Readonly<Record<ClaimsRule, string>> = {
  proportional: 'Everybody the same part of their claim (Thomson 2003)',
  constrainedEqualAwards:
    'Everybody the same, nobody more than they claim (constrained equal awards; Thomson 2003)',
  constrainedEqualLosses:
    'Everybody loses the same, nobody more than they claim (constrained equal losses; Thomson 2003)',
  talmud: 'The rule of the Talmud (Aumann and Maschler 1985)',
};

/** What each rule awards of something that can be divided. Whole units by Hamilton's method. */
export function divideClaims(
  { of, estate, claims, whole }: DisputeOf<'claims'>,
  parties: readonly Party[],
): Option[] {
  return CLAIMS_RULES.map((rule) => {
    const exact = award(rule, { estate, claims });
    const awards = whole ? inWholeUnits(exact) : exact;
    const { satisfactions, ...score } = scoreOf(
      claims.map((claim) => awards.map((each) => (claim === 0 ? 1 : Math.min(each, claim) / claim))),
    );
    return {
      key: rule,
      method: METHODS[rule],
      shares: parties.map(({ id }, n) => ({
        party: id,
        share: amount(awards[n] ?? 0),
        satisfaction: Math.min(1, satisfactions[n] ?? 0),
        givesUp: givesUp(claims[n] ?? 0, awards[n] ?? 0),
      })),
      ...score,
      effects: [],
      todo: parties.map(({ id }, n) => `${id} gets ${amount(awards[n] ?? 0)} of ${of}.`),
    };
  });
}

const givesUp = (claim: number, awarded: number): string | null =>
  claim - awarded > 1e-9 ? `${amount(claim - awarded)} of the ${amount(claim)} that it claims` : null;

const amount = (value: number): string => String(Number(value.toFixed(6)));
