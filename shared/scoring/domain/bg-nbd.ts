import { RexError } from '../../kernel/errors.ts';
import type { Evaluation } from '../../statistics/domain/bfgs.ts';
import { digamma, lnGamma } from '../../statistics/domain/gamma-function.ts';
import { scaledHypergeometric2F1 } from '../../statistics/domain/hypergeometric.ts';
import { maximiseLikelihood } from '../../statistics/domain/maximum-likelihood.ts';

/**
 * The BG/NBD model: Fader, Hardie and Lee, "Counting Your Customers" the Easy Way: An Alternative to the
 * Pareto/NBD Model, Marketing Science 24(2), 2005. While alive a customer buys at a steady rate, which differs
 * between customers as a gamma(r, alpha); after each purchase he leaves for good with a probability that
 * differs as a beta(a, b). Time is in weeks throughout.
 */
export interface BgNbdParameters {
  readonly r: number;
  readonly alpha: number;
  readonly a: number;
  readonly b: number;
}

/** What the model needs to know of a customer. */
export interface RepeatHistory {
  /** Repeat purchases: the first purchase starts the clock and is not counted. */
  readonly x: number;
  /** Age in weeks at the last repeat purchase; 0 when there is none. */
  readonly tx: number;
  /** Age in weeks now, counted from the first purchase. */
  readonly T: number;
}

export interface BgNbdFit extends BgNbdParameters {
  readonly logLikelihood: number;
  /** `prior` when there was too little data to fit: then the parameters are PRIOR. */
  readonly source: 'fitted' | 'prior';
}

/** The published fit to 2,357 customers of CDNOW (the 2005 paper, section 4), a shop for music in 1997. */
export const PRIOR: BgNbdParameters = { r: 0.243, alpha: 4.414, a: 0.793, b: 2.426 };

/** With less data, four parameters cannot be estimated, and the published ones do less harm. */
export const FEWEST_CUSTOMERS = 50;
const MIN_REPEATERS = 20;

/** When a parameter has no maximum (for example, nobody ever leaves), the search stops at this distance in ln. */
const LN_BOUND = 9;
/** Half the distance around a removable singularity of the forecast within which it is interpolated. */
const NEAR_SINGULARITY = 1e-5;

/** Maximum likelihood. The same histories give the same parameters, in any order. `n` counts equal ones. */
export function fitBgNbd(histories: readonly (RepeatHistory & { readonly n?: number })[]): BgNbdFit {
  const groups = groupEqual(histories);
  const customers = groups.reduce((sum, { n }) => sum + n, 0);
  const repeaters = groups.reduce((sum, { x, n }) => sum + (x > 0 ? n : 0), 0);
  if (customers < FEWEST_CUSTOMERS || repeaters < MIN_REPEATERS) {
    return { ...PRIOR, logLikelihood: logLikelihood(PRIOR, groups), source: 'prior' };
  }

  const meanAge = groups.reduce((sum, { T, n }) => sum + T * n, 0) / customers;
  const parameters = named(
    maximiseLikelihood({
      logLikelihood: (candidate) => likelihood(named(candidate), groups),
      start: [0.5, Math.max(meanAge / 4, 0.1), 1, 2],
      observations: customers,
      lnBound: LN_BOUND,
    }),
  );
  return { ...parameters, logLikelihood: logLikelihood(parameters, groups), source: 'fitted' };
}

/** P(still a customer | history). It is 1 after a single purchase: in the model, customers leave after repeats only. */
export function probabilityAlive({ r, alpha, a, b }: BgNbdParameters, { x, tx, T }: RepeatHistory): number {
  if (x === 0) return 1;
  const lnOddsGone = Math.log(a / (b + x - 1)) + (r + x) * Math.log((alpha + T) / (alpha + tx));
  return 1 / (1 + Math.exp(lnOddsGone));
}

/** P(at least one purchase in the next `horizonWeeks` | history). */
export function probabilityOfPurchase(
  parameters: BgNbdParameters,
  history: RepeatHistory,
  horizonWeeks: number,
): number {
  const { r, alpha } = parameters;
  // Customers leave only after a purchase, so the wait for the next purchase has a Pareto distribution.
  const lnNoPurchase = (r + history.x) * Math.log((alpha + history.T) / (alpha + history.T + horizonWeeks));
  return -Math.expm1(lnNoPurchase) * probabilityAlive(parameters, history);
}

/** E[purchases in the next `horizonWeeks` | history], equation 10 of the paper. */
export function expectedPurchases(
  parameters: BgNbdParameters,
  history: RepeatHistory,
  horizonWeeks: number,
): number {
  return expectedWhileAlive(parameters, history, horizonWeeks) * probabilityAlive(parameters, history);
}

/** E[purchases of a new customer in the first `weeks`], equation 9 of the paper. */
export const expectedPurchasesOfNewCustomer = (parameters: BgNbdParameters, weeks: number): number =>
  expectedPurchases(parameters, { x: 0, tx: 0, T: 0 }, weeks);

function expectedWhileAlive(
  parameters: BgNbdParameters,
  history: RepeatHistory,
  horizonWeeks: number,
): number {
  const { r, alpha, a, b } = parameters;
  const { x, T } = history;
  const at = (aHere: number, bHere: number): number => {
    const end = alpha + T + horizonWeeks;
    const c = aHere + bHere + x - 1;
    const series = scaledHypergeometric2F1({
      a: r + x,
      b: bHere + x,
      c,
      z: horizonWeeks / end,
      lnFactor: (r + x) * Math.log((alpha + T) / end),
    });
    return (c / (aHere - 1)) * (1 - series);
  };
  // The formula divides by a - 1 and, for x = 0, by a + b - 1; the expectation itself is smooth there.
  if (Math.abs(a - 1) < NEAR_SINGULARITY)
    return (at(1 - NEAR_SINGULARITY, b) + at(1 + NEAR_SINGULARITY, b)) / 2;
  const c = a + b + x - 1;
  if (Math.abs(c) < NEAR_SINGULARITY) {
    return (at(a, b - c - NEAR_SINGULARITY) + at(a, b - c + NEAR_SINGULARITY)) / 2;
  }
  return at(a, b);
}

type Counted = RepeatHistory & { readonly n?: number };
type Group = RepeatHistory & { n: number };

/** Ordered, so that the likelihood computes its gamma functions once for each x, and its logarithms of T once for each T. */
function groupEqual(histories: readonly Counted[]): Group[] {
  const groups: Group[] = [];
  let last: Group | undefined;
  for (const { x, tx, T, n = 1 } of histories.toSorted((p, q) => p.x - q.x || p.T - q.T || p.tx - q.tx)) {
    if (!(x >= 0 && tx >= 0 && T >= tx && n >= 0 && Number.isFinite(x + T + n))) {
      throw new RexError('VALIDATION_FAILED', `Not a purchase history: x=${x}, tx=${tx}, T=${T}, n=${n}`);
    }
    if (last && last.x === x && last.T === T && last.tx === tx) {
      last.n += n;
    } else {
      last = { x, tx, T, n };
      groups.push(last);
    }
  }
  return groups;
}

const named = ([r = 0, alpha = 0, a = 0, b = 0]: readonly number[]): BgNbdParameters => ({ r, alpha, a, b });

/** ln L of the histories: equation 6 of the paper, its two terms added in logs so that none overflows. */
export const logLikelihood = (parameters: BgNbdParameters, histories: readonly Counted[]): number =>
  likelihood(parameters, histories).value;

/** ln L and its derivatives by r, alpha, a and b. */
function likelihood({ r, alpha, a, b }: BgNbdParameters, histories: readonly Counted[]): Evaluation {
  const lnAlpha = Math.log(alpha);
  const atZero = {
    ln: r * lnAlpha - lnGamma(r) + lnGamma(a + b) - lnGamma(b),
    r: lnAlpha - digamma(r),
    ab: digamma(a + b),
    b: digamma(b),
  };
  let lastX = Number.NaN;
  let lastT = Number.NaN;
  let lnT = 0;
  let ofX = { ln: 0, r: 0, a: 0, b: 0, lnOdds: 0 };
  let [value, byR, byAlpha, byA, byB] = [0, 0, 0, 0, 0];
  for (const { x, tx, T, n = 1 } of histories) {
    if (x !== lastX) {
      const [psiAbx, psiBx] = [digamma(a + b + x), digamma(b + x)];
      ofX = {
        ln: atZero.ln + lnGamma(r + x) + lnGamma(b + x) - lnGamma(a + b + x),
        r: atZero.r + digamma(r + x),
        a: atZero.ab - psiAbx,
        b: atZero.ab - psiAbx + psiBx - atZero.b,
        lnOdds: Math.log(a / (b + x - 1)),
      };
      lastX = x;
    }
    if (T !== lastT) {
      lnT = Math.log(alpha + T);
      lastT = T;
    }
    value += n * (ofX.ln - (r + x) * lnT);
    byR += n * (ofX.r - lnT);
    byAlpha += n * (r / alpha - (r + x) / (alpha + T));
    byA += n * ofX.a;
    byB += n * ofX.b;
    if (x === 0) continue;
    // Relative to a customer who is still there, one who left after the last purchase:
    const since = lnT - Math.log(alpha + tx);
    const lnOddsGone = ofX.lnOdds + (r + x) * since;
    const rarer = Math.exp(-Math.abs(lnOddsGone));
    const gone = (n * (lnOddsGone > 0 ? 1 : rarer)) / (1 + rarer);
    value += n * (Math.max(0, lnOddsGone) + Math.log1p(rarer));
    byR += gone * since;
    byAlpha += gone * (r + x) * (1 / (alpha + T) - 1 / (alpha + tx));
    byA += gone / a;
    byB -= gone / (b + x - 1);
  }
  return { value, gradient: [byR, byAlpha, byA, byB] };
}
