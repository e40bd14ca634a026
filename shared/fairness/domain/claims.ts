import { checkAmount } from './check-amount.ts';

/**
 * Claims on something of which there is too little, and what each of four rules awards. Each rule awards all that there is, nobody
 * less than nothing and nobody more than they claim. Surveyed by Thomson (2003), "Axiomatic and game-theoretic analysis of
 * bankruptcy and taxation problems", Mathematical Social Sciences 45.
 */
export interface ClaimsProblem {
  /** What is to be divided; all of it is awarded, up to the sum of the claims. */
  readonly estate: number;
  /** Of each party, 0 or more. */
  readonly claims: readonly number[];
}

type Rule = (problem: ClaimsProblem) => number[];

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);

/** Everybody the same part of their claim. */
const proportional: Rule = ({ estate, claims }) => {
  const all = sum(claims);
  return claims.map((claim) => (all === 0 ? 0 : (claim * estate) / all));
};

/** Everybody the same, but nobody more than they claim: it favours small claims. */
const constrainedEqualAwards: Rule = ({ estate, claims }) => {
  const level = levelOf(claims, estate);
  return claims.map((claim) => Math.min(claim, level));
};

/** Everybody loses the same, but nobody more than they claim: it favours large claims. */
const constrainedEqualLosses: Rule = ({ estate, claims }) => {
  const level = levelOf(claims, sum(claims) - estate);
  return claims.map((claim) => Math.max(0, claim - level));
};

/** Equal awards up to half of each claim, then equal losses (Aumann and Maschler 1985): the contested garment for any two of them. */
const talmud: Rule = ({ estate, claims }) => {
  const halves = claims.map((claim) => claim / 2);
  if (estate <= sum(halves)) return constrainedEqualAwards({ estate, claims: halves });
  const losses = constrainedEqualAwards({ estate: sum(claims) - estate, claims: halves });
  return claims.map((claim, n) => claim - (losses[n] ?? 0));
};

const RULES = { proportional, constrainedEqualAwards, constrainedEqualLosses, talmud } as const;
export type ClaimsRule = keyof typeof RULES;
export const CLAIMS_RULES = Object.keys(RULES) as readonly ClaimsRule[];

/** What the rule awards to each party, in their order. @throws RexError VALIDATION_FAILED for what is no amount */
export function award(rule: ClaimsRule, { estate, claims }: ClaimsProblem): number[] {
  for (const [n, claim] of claims.entries()) checkAmount(`claims.${n}`, claim);
  checkAmount('estate', Math.max(0, estate));
  const within = Math.min(Math.max(0, estate), sum(claims));
  return RULES[rule]({ estate: within, claims });
}

/** The level up to which all claims are filled when so much is poured over them. */
function levelOf(claims: readonly number[], amount: number): number {
  let left = amount;
  const ascending = claims.toSorted((a, b) => a - b);
  for (const [n, claim] of ascending.entries()) {
    const share = left / (ascending.length - n);
    if (claim >= share) return share;
    left -= claim;
  }
  return ascending.at(-1) ?? 0;
}

/**
 * Awards in whole units: each rounded down, and one more for those who lose most by that (Hamilton's method of largest
 * remainders). Those who lose the same get it in their order.
 */
export function inWholeUnits(awards: readonly number[]): number[] {
  const whole = awards.map((each) => Math.floor(each + ROUNDING));
  const left = Math.round(sum(awards)) - sum(whole);
  const first = awards
    .map((each, n) => ({ n, lost: each - (whole[n] ?? 0) }))
    .toSorted((a, b) => b.lost - a.lost || a.n - b.n)
    .slice(0, left);
  for (const { n } of first) whole[n] = (whole[n] ?? 0) + 1;
  return whole;
}

const ROUNDING = 1e-9;
