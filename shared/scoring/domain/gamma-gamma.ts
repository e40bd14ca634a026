import { lnGamma } from '../../statistics/domain/gamma-function.ts';
import { minimise } from '../../statistics/domain/nelder-mead.ts';

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

  const { point } = minimise(
    (candidate) => {
      const outside = candidate.reduce((sum, each) => sum + Math.max(0, Math.abs(each) - LN_BOUND) ** 2, 0);
      return -logLikelihood(fromLogs(candidate), spenders) + spenders.length * outside;
    },
    [Math.log(2), Math.log(3), Math.log(meanSpend)],
  );
  const parameters = fromLogs(point);
  if (parameters.q <= 1) return priorFor(spenders, meanSpend);
  return { ...parameters, logLikelihood: logLikelihood(parameters, spenders), source: 'fitted' };
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
  return { ...parameters, logLikelihood: logLikelihood(parameters, spenders), source: 'prior' };
}

const fromLogs = ([p = 0, q = 0, v = 0]: readonly number[]): GammaGammaParameters => ({
  p: Math.exp(p),
  q: Math.exp(q),
  v: Math.exp(v),
});

/** Equation 1a of the note. */
function logLikelihood({ p, q, v }: GammaGammaParameters, spenders: readonly SpendHistory[]): number {
  const constant = q * Math.log(v) - lnGamma(q);
  return spenders.reduce((sum, { x, meanSpend }) => {
    const px = p * x;
    const gammas = lnGamma(px + q) - lnGamma(px);
    return (
      sum +
      constant +
      gammas +
      (px - 1) * Math.log(meanSpend) +
      px * Math.log(x) -
      (px + q) * Math.log(v + x * meanSpend)
    );
  }, 0);
}
