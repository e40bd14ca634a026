import { lnChoose } from '../../statistics/domain/gamma-function.ts';
import { assertProportion, type Proportion } from './proportions.ts';

/** Tolerance: tables as likely as the observed one must count although their logarithms differ in the last digits. */
const TIE_TOLERANCE = 1e-7;

/**
 * Fisher's exact test of equal rates, two-sided: the probability, given the margins, of all tables that are no
 * more likely than the observed one (as R's fisher.test). For one look planned in advance.
 */
export function fisherExact(a: Proportion, b: Proportion): number {
  assertProportion(a);
  assertProportion(b);
  const successes = a.successes + b.successes;
  const lnAll = lnChoose(a.trials + b.trials, successes);
  const lnProbability = (inA: number): number =>
    lnChoose(a.trials, inA) + lnChoose(b.trials, successes - inA) - lnAll;
  const limit = lnProbability(a.successes) + TIE_TOLERANCE;
  let p = 0;
  for (let inA = Math.max(0, successes - b.trials); inA <= Math.min(a.trials, successes); inA++) {
    const ln = lnProbability(inA);
    if (ln <= limit) p += Math.exp(ln);
  }
  return Math.min(1, p);
}
