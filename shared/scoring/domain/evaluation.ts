import { mean } from '../../statistics/domain/quantiles.ts';

export interface HoldoutCase {
  /** Predicted P(buys in the holdout period). */
  readonly probability: number;
  /** Predicted purchases in the holdout period. */
  readonly expected: number;
  /** Purchases seen in the holdout period. */
  readonly actual: number;
}

interface CalibrationBin {
  readonly customers: number;
  readonly meanProbability: number;
  readonly shareWhoBought: number;
}

export interface HoldoutEvaluation {
  readonly customers: number;
  readonly buyers: number;
  /** AUC of the probability for "buys at all". NaN when all or none bought. */
  readonly auc: number;
  /** Pearson's correlation of expected and actual purchases. */
  readonly correlation: number;
  readonly meanAbsoluteError: number;
  readonly expectedPurchases: number;
  readonly actualPurchases: number;
  /** Groups of equal numbers of customers, from the least to the most likely to buy. */
  readonly calibration: readonly CalibrationBin[];
}

/** Calibration: predictions compared with outcomes. */
export interface Reliability {
  readonly customers: number;
  readonly predicted: number;
  readonly actual: number;
  /** Predicted divided by actual purchases: 1 is right, above 1 the prediction is too high. NaN when nobody bought. */
  readonly ratio: number;
  /** Mean squared difference of probability and outcome (Brier, Monthly Weather Review 78, 1950). */
  readonly brier: number;
  /** Expected calibration error over ten bins of equal size: the mean distance of prediction and outcome. */
  readonly ece: number;
}

export function reliabilityOf(cases: readonly HoldoutCase[]): Reliability {
  const predicted = sum(cases.map(({ probability }) => probability));
  const actual = cases.filter(bought).length;
  return {
    customers: cases.length,
    predicted,
    actual,
    ratio: actual === 0 ? Number.NaN : predicted / actual,
    brier: mean(cases.map((each) => (each.probability - (bought(each) ? 1 : 0)) ** 2)),
    ece:
      sum(
        calibrationBins(cases).map(
          (bin) => bin.customers * Math.abs(bin.meanProbability - bin.shareWhoBought),
        ),
      ) / cases.length,
  };
}

const CALIBRATION_BINS = 10;

/** Evaluates predictions from the end of a calibration period by the period after it. */
export function evaluateHoldout(cases: readonly HoldoutCase[]): HoldoutEvaluation {
  const expected = cases.map((each) => each.expected);
  const actual = cases.map((each) => each.actual);
  return {
    customers: cases.length,
    buyers: cases.filter(bought).length,
    auc: areaUnderRoc(cases.map((each) => ({ score: each.probability, positive: bought(each) }))),
    correlation: correlation(expected, actual),
    meanAbsoluteError: mean(cases.map((each) => Math.abs(each.expected - each.actual))),
    expectedPurchases: sum(expected),
    actualPurchases: sum(actual),
    calibration: calibrationBins(cases),
  };
}

/**
 * P(a positive scores above a negative), ties counting half: the rank-sum statistic with mid-ranks. NaN when
 * there is no positive or no negative.
 */
export function areaUnderRoc(
  cases: readonly { readonly score: number; readonly positive: boolean }[],
): number {
  const ordered = [...cases].sort((left, right) => left.score - right.score);
  let positives = 0;
  let rankSum = 0;
  for (let start = 0; start < ordered.length; ) {
    let end = start;
    let tiedPositives = 0;
    while (end < ordered.length && ordered[end]?.score === ordered[start]?.score) {
      if (ordered[end]?.positive) tiedPositives += 1;
      end += 1;
    }
    positives += tiedPositives;
    rankSum += tiedPositives * ((start + 1 + end) / 2);
    start = end;
  }
  const negatives = cases.length - positives;
  if (positives === 0 || negatives === 0) return Number.NaN;
  return (rankSum - (positives * (positives + 1)) / 2) / (positives * negatives);
}

const bought = (each: HoldoutCase): boolean => each.actual > 0;

function correlation(left: readonly number[], right: readonly number[]): number {
  const leftMean = mean(left);
  const rightMean = mean(right);
  const products = (p: readonly number[], pMean: number, q: readonly number[], qMean: number): number =>
    sum(p.map((each, i) => (each - pMean) * ((q[i] ?? qMean) - qMean)));
  const scale = products(left, leftMean, left, leftMean) * products(right, rightMean, right, rightMean);
  return products(left, leftMean, right, rightMean) / Math.sqrt(scale);
}

function calibrationBins(cases: readonly HoldoutCase[]): CalibrationBin[] {
  const ordered = [...cases].sort((left, right) => left.probability - right.probability);
  const bins = Math.min(CALIBRATION_BINS, ordered.length);
  return Array.from({ length: bins }, (_, bin) => {
    const edge = (i: number): number => Math.round((i * ordered.length) / bins);
    const members = ordered.slice(edge(bin), edge(bin + 1));
    return {
      customers: members.length,
      meanProbability: mean(members.map((each) => each.probability)),
      shareWhoBought: members.filter(bought).length / members.length,
    };
  });
}

const sum = (values: readonly number[]): number => values.reduce((total, each) => total + each, 0);
