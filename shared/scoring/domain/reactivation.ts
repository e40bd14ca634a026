import type { Order } from '../../leads/domain/lead.ts';
import { logistic } from '../../statistics/domain/logistic-regression.ts';
import { expectedPurchases, probabilityAlive } from './bg-nbd.ts';
import type { ContactFacts } from './contact-facts.ts';
import { type EngagementFacts, scoreEngagement } from './engagement.ts';
import { expectedSpend } from './gamma-gamma.ts';
import { type PurchaseHistory, purchaseHistory } from './purchase-history.ts';
import { type ReactivationModel, spendOf } from './reactivation-model.ts';
import { probabilityOfReturn } from './return-model.ts';

export interface ScoreInput {
  readonly orders: readonly Order[];
  readonly engagement: EngagementFacts;
  readonly contact: ContactFacts;
}

interface ScoreFactor {
  readonly name: string;
  readonly value: number;
  /** Difference in points to the same lead without this factor; 0 for factors that only inform. */
  readonly contribution: number;
  readonly sentence: string;
}

export interface LeadScore {
  /**
   * 0 to 100, to rank leads; no probability. With purchases it is 100 times the value of the return model, which ranks well but
   * is too high for an ageing customer base (`npm run bench -- --only scoring` prints how much, cut by cut).
   */
  readonly score: number;
  readonly basis: 'purchases' | 'engagement';
  /** These three exist only with purchases. They are estimates of the BG/NBD model, not measured probabilities. */
  readonly pAlive?: number | undefined;
  /** Expected purchases within the horizon of the model, and their value. */
  readonly expectedPurchases?: number | undefined;
  readonly expectedValueUsd?: number | undefined;
  /** Weeks since the last purchase, or without purchases since the last sign of life; undefined when there is none. */
  readonly silentWeeks: number | undefined;
  readonly factors: readonly ScoreFactor[];
}

/** Scores by purchases if there are any up to the day `asOf`, else by engagement and contact data. */
export function scoreLead(input: ScoreInput, model: ReactivationModel, asOf: Date): LeadScore {
  const history = purchaseHistory(input.orders, asOf);
  return history ? scoreByPurchases(history, model) : scoreByEngagement(input, asOf);
}

function scoreByPurchases(history: PurchaseHistory, model: ReactivationModel): LeadScore {
  const { bgNbd, spend, returning, horizonWeeks } = model;
  const { silentWeeks } = history;
  const points = (of: PurchaseHistory): number => 100 * probabilityOfReturn(returning, of, horizonWeeks);
  const score = points(history);
  const pAlive = probabilityAlive(bgNbd, history);
  const expected = expectedPurchases(bgNbd, history, horizonWeeks);
  const spendUsd = expectedSpend(spend, spendOf(history));
  // For comparison: the same customer with a purchase today, and the same silence after a single purchase.
  const withoutSilence = points({ ...history, tx: history.T });
  const withoutRepeats = points({ ...history, x: 0, tx: 0, T: silentWeeks });
  return {
    score,
    basis: 'purchases',
    pAlive,
    expectedPurchases: expected,
    expectedValueUsd: expected * spendUsd,
    silentWeeks,
    factors: [
      {
        name: 'recency',
        value: silentWeeks,
        contribution: score - withoutSilence,
        sentence: `Last bought ${silentWeeks.toFixed(1)} weeks ago, on ${history.lastOn}.`,
      },
      {
        name: 'frequency',
        value: history.x,
        contribution: score - withoutRepeats,
        sentence: `Came back ${history.x === 1 ? 'once' : `${history.x} times`} in ${history.T.toFixed(1)} weeks since ${history.firstOn}.`,
      },
      {
        name: 'alive',
        value: pAlive,
        contribution: 0,
        sentence: `Still a customer, by the BG/NBD model: ${pAlive.toFixed(2)} of 1${history.x === 0 ? ', as of everyone who bought once' : ''}.`,
      },
      {
        name: 'spend',
        value: spendUsd,
        contribution: 0,
        sentence: `A further purchase is worth about ${spendUsd.toFixed(2)} USD, and ${expected.toFixed(2)} are expected in ${horizonWeeks} weeks.`,
      },
    ],
  };
}

function scoreByEngagement({ engagement, contact }: ScoreInput, asOf: Date): LeadScore {
  const { score, logOdds, silentWeeks, contributions } = scoreEngagement(engagement, contact, asOf);
  const points = (at: number): number => 100 * logistic(at);
  return {
    score: 100 * score,
    basis: 'engagement',
    silentWeeks,
    factors: contributions.map((each) => ({
      name: each.name,
      value: each.value,
      contribution: points(logOdds) - points(logOdds - each.logOdds),
      sentence: each.sentence,
    })),
  };
}
