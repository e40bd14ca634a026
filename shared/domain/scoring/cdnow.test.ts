import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { addMs, DAY } from '../../kernel/clock.ts';
import { expectedPurchases, fitBgNbd, probabilityOfPurchase } from './bg-nbd.ts';
import { areaUnderRoc, evaluateHoldout } from './evaluation.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { purchaseHistory } from './purchase-history.ts';
import { fitReactivationModel, spendOf } from './reactivation-model.ts';
import { probabilityOfReturn } from './return-model.ts';

const DATA = new URL('../../../../shared/data/cdnow/', import.meta.url);
const CALIBRATION_END = new Date('1997-09-30T12:00:00Z');
const SILENT_WEEKS = 13;

const linesOf = (file: string): string[] => readFileSync(new URL(file, DATA), 'utf8').trim().split('\n');

describe.skipIf(!existsSync(DATA))('the CDNOW sample (needs ../shared/data)', () => {
  const summary = linesOf('cdnow_sample_cbs_holdout.csv')
    .slice(1)
    .map((line) => {
      const [, x = 0, tx = 0, T = 0, actual = 0] = line.split(',').map(Number);
      return { x, tx, T, actual };
    });
  const fit = fitBgNbd(summary);

  it('gives the published parameters to 1 %, and the log-likelihood', () => {
    const published = { r: 0.2425982, alpha: 4.4136842, a: 0.7929899, b: 2.4261667 };

    for (const name of ['r', 'alpha', 'a', 'b'] as const) {
      expect(Math.abs(fit[name] / published[name] - 1)).toBeLessThan(0.001);
    }
    expect(fit.logLikelihood).toBeCloseTo(-9582.429, 3);
    expect(fit.source).toBe('fitted');
  });

  it('expects by calibration frequency what the paper expects', () => {
    const published = [0.225, 0.523, 1.044, 1.52, 2.164, 2.654, 3.504, 6.157];

    published.forEach((expected, x) => {
      const group = summary.filter((each) => Math.min(each.x, 7) === x);
      const mean = group.reduce((sum, each) => sum + expectedPurchases(fit, each, 39), 0) / group.length;

      expect(Math.abs(mean - expected)).toBeLessThan(0.002);
    });
  });

  it('holds in the 39 weeks after: AUC of expected purchases 0.77, correlation 0.626, MAE 0.785', () => {
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
    const customers = ordersByCustomer();
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
      const silent = cases.filter(({ history }) => history.T - history.tx > SILENT_WEEKS);
      const gain = areaUnderRoc(silent) - areaUnderRoc(silent.map(byRecency));

      expect(silent).toHaveLength(1_940);
      expect(areaUnderRoc(silent.map(byRecency))).toBeCloseTo(0.676, 3);
      expect(gain).toBeGreaterThan(0.01);
      expect(gain).toBeLessThan(0.02);
    });

    it('says in sum what then happens in 13 weeks, within a tenth', () => {
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

const byRecency = ({ history, positive }: { history: { tx: number; T: number }; positive: boolean }) => ({
  score: history.tx - history.T,
  positive,
});

function ordersByCustomer() {
  const lines = linesOf('CDNOW_sample.txt').map((line) => line.trim().split(/\s+/));
  const byId = Map.groupBy(lines, ([, sampleId]) => sampleId);
  return [...byId.values()].map((rows) =>
    rows.map(([, , day = '', items, dollars]) => ({
      orderedOn: `${day.slice(0, 4)}-${day.slice(4, 6)}-${day.slice(6)}`,
      items: Number(items),
      amountCents: Math.round(Number(dollars) * 100),
    })),
  );
}
