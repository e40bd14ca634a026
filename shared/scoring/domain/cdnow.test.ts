import { describe, expect, it } from 'vitest';
import { cdnowIsThere, cdnowOrders, cdnowSummary } from '../../../test/support/cdnow.ts';
import { addMs, DAY } from '../../kernel/clock.ts';
import { expectedPurchases, fitBgNbd, probabilityOfPurchase } from './bg-nbd.ts';
import { areaUnderRoc, evaluateHoldout } from './evaluation.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { type PurchaseHistory, purchaseHistory } from './purchase-history.ts';
import { fitReactivationModel, spendOf } from './reactivation-model.ts';
import { probabilityOfReturn } from './return-model.ts';

const CALIBRATION_END = new Date('1997-09-30T12:00:00Z');
const SILENT_WEEKS = 13;

describe.skipIf(!cdnowIsThere())('the CDNOW sample (needs ../shared/data)', () => {
  const summary = cdnowSummary();
  const fit = fitBgNbd(summary);

  it('fits the published parameters within 0.02 %, and the published log-likelihood', () => {
    const published = { r: 0.2425982, alpha: 4.4136842, a: 0.7929899, b: 2.4261667 };

    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(fit[name] / published[name] - 1)).toBeLessThan(0.0002);
    }
    expect(fit.logLikelihood).toBeCloseTo(-9582.429, 3);
    expect(fit.source).toBe('fitted');
  });

  it('gives the expected purchases of the paper for each calibration frequency', () => {
    const published = [0.225, 0.523, 1.044, 1.52, 2.164, 2.654, 3.504, 6.157];

    published.forEach((expected, x) => {
      const group = summary.filter((each) => Math.min(each.x, 7) === x);
      const mean = group.reduce((sum, each) => sum + expectedPurchases(fit, each, 39), 0) / group.length;

      expect(Math.abs(mean - expected)).toBeLessThan(0.002);
    });
  });

  it('predicts the next 39 weeks: AUC of expected purchases 0.77, correlation 0.626, MAE 0.785', () => {
    const result = evaluateHoldout(
      summary.map((each) => ({
        probability: -Math.expm1(-expectedPurchases(fit, each, 39)),
        expected: expectedPurchases(fit, each, 39),
        actual: each.actual,
      })),
    );

    expect(result.auc).toBeGreaterThanOrEqual(0.77);
    expect(result.correlation).toBeCloseTo(0.626, 2);
    expect(result.meanAbsoluteError).toBeCloseTo(0.785, 2);
    expect(result).toMatchObject({ customers: 2_357, buyers: 684, actualPurchases: 1_882 });
  });

  it('ranks worse by its own P(any purchase), which is why the score does not use it', () => {
    const auc = areaUnderRoc(
      summary.map((each) => ({ score: probabilityOfPurchase(fit, each, 39), positive: each.actual > 0 })),
    );

    expect(auc).toBeLessThan(0.76);
  });

  describe('from the orders themselves', () => {
    const customers = cdnowOrders();
    const histories = customers.map((orders) => purchaseHistory(orders, CALIBRATION_END)!);
    const model = fitReactivationModel(customers, CALIBRATION_END);
    const cases = histories.map((history, i) => ({
      history,
      score: probabilityOfReturn(model.returning, history, model.horizonWeeks),
      positive: summary[i]!.actual > 0,
    }));

    it('reads the same histories as the published summary', () => {
      histories.forEach(({ x, tx, T }, i) => {
        expect(x).toBe(summary[i]!.x);
        expect(tx).toBeCloseTo(summary[i]!.tx, 5);
        expect(T).toBeCloseTo(summary[i]!.T, 5);
      });
    });

    it('fits the published spend model and expects the published spend of the first ten', () => {
      const published = [24.65, 18.91, 35.17, 35.17, 35.17, 71.46, 18.91, 35.17, 27.28, 35.17];

      expect(model.spend.p).toBeCloseTo(6.25, 1);
      expect(model.spend.q).toBeCloseTo(3.74, 1);
      expect(model.spend.v).toBeCloseTo(15.44, 1);
      published.forEach((spend, i) => {
        expect(Math.abs(expectedSpend(model.spend, spendOf(histories[i]!)) - spend)).toBeLessThan(0.01);
      });
    });

    it('learns by backtest a score that ranks the holdout at an AUC of 0.78', () => {
      expect(model.returning.kind).toBe('backtest');
      expect(areaUnderRoc(cases)).toBeGreaterThanOrEqual(0.78);
    });

    it('adds little over recency among the long silent: about 0.014 of AUC', () => {
      const silent = cases.filter(({ history }) => history.silentWeeks > SILENT_WEEKS);
      const gain = areaUnderRoc(silent) - areaUnderRoc(silent.map(byRecency));

      expect(silent).toHaveLength(1_939);
      expect(areaUnderRoc(silent.map(byRecency))).toBeCloseTo(0.676, 3);
      expect(gain).toBeGreaterThan(0.01);
      expect(gain).toBeLessThan(0.02);
    });

    it('predicts the total purchases of the next 13 weeks within a tenth', () => {
      const end = purchasesBy(addMs(CALIBRATION_END, 13 * 7 * DAY));
      const returned = end.filter((x, i) => x > histories[i]!.x).length;
      const predicted = cases.reduce((sum, { score }) => sum + score, 0);

      expect(Math.abs(predicted / returned - 1)).toBeLessThan(0.1);
    });

    function purchasesBy(asOf: Date): number[] {
      return customers.map((orders) => purchaseHistory(orders, asOf)!.x);
    }
  });
});

const byRecency = ({ history, positive }: { history: PurchaseHistory; positive: boolean }) => ({
  score: -history.silentWeeks,
  positive,
});
