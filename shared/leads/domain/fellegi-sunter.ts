/**
 * Fellegi and Sunter's probabilistic record linkage (1969): for each field the probability m of each level of agreement among
 * matching pairs, and u among non-matching pairs. m and the share of matches are estimated by expectation maximisation on
 * unlabelled pairs (Winkler 1988), u from random pairs, both with a few imaginary pairs as a prior for short lists. Fields
 * are assumed to be independent.
 */
export interface FieldModel {
  readonly name: string;
  /** Prior probabilities of the levels, from "differs" to "equal". They add up to 1. */
  readonly priorM: readonly number[];
  readonly priorU: readonly number[];
}

/** One level for each field; `MISSING` when a side has no value, which counts for neither. */
export type Pattern = readonly number[];
export const MISSING = -1;

export interface Linkage {
  readonly m: readonly (readonly number[])[];
  readonly u: readonly (readonly number[])[];
  /** Share of matches among all pairs of the list. */
  readonly share: number;
}

/** Imaginary pairs behind the priors. */
const PRIOR_PAIRS = 10;
const ROUNDS = 25;
const SMALLEST_SHARE = 1e-9;

export interface PatternCount {
  readonly pattern: Pattern;
  readonly count: number;
}

/**
 * @param candidates patterns of the pairs that blocking brought together
 * @param random patterns of pairs taken at random
 * @param allPairs how many pairs the list has; pairs that are no candidates are assumed not to match
 */
export function fitLinkage(
  fields: readonly FieldModel[],
  candidates: readonly PatternCount[],
  random: readonly PatternCount[],
  allPairs: number,
): Linkage {
  const u = fields.map(({ priorU }, at) => levelShares(priorU, at, random, () => 1));
  let fitted: Linkage = {
    m: fields.map(({ priorM }) => priorM),
    u,
    share: Math.max(SMALLEST_SHARE, 1 / Math.max(2, allPairs)),
  };
  for (let round = 0; round < ROUNDS; round++) {
    const chances = candidates.map(({ pattern }) => chanceOf(logOddsOf(fitted, pattern)));
    const matches = candidates.reduce((sum, { count }, i) => sum + count * (chances[i] ?? 0), 0);
    fitted = {
      u,
      m: fields.map(({ priorM }, at) => levelShares(priorM, at, candidates, (i) => chances[i] ?? 0)),
      share: Math.min(0.5, Math.max(SMALLEST_SHARE, (matches + 0.5) / Math.max(2, allPairs))),
    };
  }
  return fitted;
}

/** The logarithm of the odds that two records with this pattern are one person. */
export function logOddsOf({ m, u, share }: Linkage, pattern: Pattern): number {
  let odds = Math.log(share / (1 - share));
  for (const [at, level] of pattern.entries()) odds += weightOf({ m, u }, at, level);
  return odds;
}

/** The evidence of one field's level of agreement, as log odds; 0 when a value is missing. */
const weightOf = ({ m, u }: Pick<Linkage, 'm' | 'u'>, field: number, level: number): number =>
  level === MISSING ? 0 : Math.log((m[field]?.[level] ?? 1) / (u[field]?.[level] ?? 1));

export const chanceOf = (logOdds: number): number => 1 / (1 + Math.exp(-logOdds));

function levelShares(
  prior: readonly number[],
  at: number,
  patterns: readonly PatternCount[],
  weight: (i: number) => number,
): number[] {
  const sums = prior.map((share) => share * PRIOR_PAIRS);
  for (const [i, { pattern, count }] of patterns.entries()) {
    const level = pattern[at] ?? MISSING;
    if (level !== MISSING) sums[level] = (sums[level] ?? 0) + count * weight(i);
  }
  const total = sums.reduce((sum, each) => sum + each, 0);
  return sums.map((each) => each / total);
}
