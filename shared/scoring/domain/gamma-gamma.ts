import type { Evaluation } from '../../statistics/domain/bfgs.ts';
import { digamma, lnGamma } from '../../statistics/domain/gamma-function.ts';
import { maximiseLikelihood } from '../../statistics/domain/maximum-likelihood.ts';

/**
 * The gamma-gamma model of spend: Fader and Hardie, "The Gamma-Gamma Model of Monetary Value", 2013. Each
 * purchase of a customer is worth gamma(p, nu), and nu differs between customers as a gamma(q, v). Spend is in
 * whatever unit was fitted; Rex fits US dollars.
 */
export interface GammaGammaParameters {
  readonly p: number;
  readonly q: number;
  readonly v: number;
}

export interface SpendHistory {
  /** Repeat purchases. */
  readonly x: number;
  /** Mean spend per repeat purchase; not used when x = 0. */
  readonly meanSpend: number;
}

export interface GammaGammaFit extends GammaGammaParameters {
  readonly logLikelihood: number;
  /** `prior` when there was too little data to fit: then only the scale comes from the data. */
  readonly source: 'fitted' | 'prior';
}

/** Published for the 946 customers of CDNOW who bought again (the 2013 note); v is in US dollars of 1997. */
export const SPEND_PRIOR: GammaGammaParameters = { p: 6.25, q: 3.74, v: 15.44 };

/** With fewer customers with repeat spend, three parameters cannot be estimated. */
const MIN_SPENDERS = 30;

const LN_BOUND = 12;

/**
 * Maximum likelihood over customers with repeat spend. With too few of them, or when the fitted mean spend is
 * infinite (q <= 1), the published shape is kept and v set so that the mean is the one observed.
 */
export function fitGammaGamma(histories: readonly SpendHistory[]): GammaGammaFit {
  const spenders = histories.filter(({ x, meanSpend }) => x > 0 && meanSpend > 0);
  const purchases = spenders.reduce((sum, { x }) => sum + x, 0);
  const meanSpend = spenders.reduce((sum, each) => sum + each.x * each.meanSpend, 0) / purchases;
  if (spenders.length < MIN_SPENDERS) return priorFor(spenders, meanSpend);

  const parameters = named(
    maximiseLikelihood({
      logLikelihood: (candidate) => likelihood(named(candidate), spenders),
      start: [2, 3, meanSpend],
      observations: spenders.length,
      lnBound: LN_BOUND,
    }),
  );
  if (parameters.q <= 1) return priorFor(spenders, meanSpend);
  return { ...parameters, logLikelihood: likelihood(parameters, spenders).value, source: 'fitted' };
}

/** E[spend per future purchase | history]: between the customer's own mean and that of all, weighted by evidence. */
export function expectedSpend({ p, q, v }: GammaGammaParameters, { x, meanSpend }: SpendHistory): number {
  const spent = x > 0 ? x * meanSpend : 0;
  return (p * (v + spent)) / (p * x + q - 1);
}

function priorFor(spenders: readonly SpendHistory[], meanSpend: number): GammaGammaFit {
  const { p, q, v } = SPEND_PRIOR;
  const scaled = spenders.length === 0 ? v : (meanSpend * (q - 1)) / p;
  const parameters = { p, q, v: scaled };
  return { ...parameters, logLikelihood: likelihood(parameters, spenders).value, source: 'prior' };
}

const named = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGammaParameters => ({ p, q, v });

/** Equation 1a of the note, and its derivatives by p, q and v. */
function likelihood({ p, q, v }: GammaGammaParameters, spenders: readonly SpendHistory[]): Evaluation {
  const constant = q * Math.log(v) - lnGamma(q);
  const constantByQ = Math.log(v) - digamma(q);
  let [value, byP, byQ, byV] = [0, 0, 0, 0];
  for (const { x, meanSpend } of spenders) {
    const px = p * x;
    const total = v + x * meanSpend;
    const [lnTotal, lnSpent, psi] = [Math.log(total), Math.log(x * meanSpend), digamma(px + q)];
    value +=
      constant + lnGamma(px + q) - lnGamma(px) + px * lnSpent - Math.log(meanSpend) - (px + q) * lnTotal;
    byP += x * (psi - digamma(px) + lnSpent - lnTotal);
    byQ += constantByQ + psi - lnTotal;
    byV += q / v - (px + q) / total;
  }
  return { value, gradient: [byP, byQ, byV] };
}
