import * as z from 'zod';
import { compareRoc } from '../../statistics/domain/roc.ts';
import { fitSparseLogistic, predictSparse } from '../../statistics/domain/sparse-logistic.ts';
import type { IcpSettings } from '../contract/settings.ts';
import {
  type Columns,
  columnsOf,
  describePlace,
  type Encoder,
  encode,
  encoderSchema,
  fitEncoder,
} from './encoder.ts';
import type { IcpFacts } from './icp-facts.ts';
import { cellKey, knowledgeOf } from './knowledge.ts';
import { refuseColumns } from './leaks.ts';
import { weightedScore } from './weighted-score.ts';

/** A lead with a known outcome, with its data from before the outcome. */
export interface LabelledLead {
  readonly facts: IcpFacts;
  readonly positive: boolean;
}

const heldOutSchema = z.object({ auc: z.number(), low: z.number(), high: z.number() });
type HeldOut = z.infer<typeof heldOutSchema>;

/** The fitted model, its evaluation on held-out leads, and whether it is used. */
export const icpModelSchema = z.object({
  used: z.boolean(),
  reason: z.string(),
  leads: z.number().int(),
  positive: z.number().int(),
  /** AUC of the fitted model, of the weighted score, and their difference, all on the same held-out leads. */
  fitted: heldOutSchema.nullable(),
  weighted: heldOutSchema.nullable(),
  gain: z.object({ by: z.number(), low: z.number(), high: z.number() }).nullable(),
  refused: z.array(z.object({ column: z.string(), reason: z.string(), auc: z.number().nullable() })),
  columns: z.array(z.string()),
  encoder: encoderSchema.optional(),
  weights: z.array(z.number()).optional(),
});
export type IcpModel = z.infer<typeof icpModelSchema>;

/** With fewer leads, a model of some dozen weights would fit mostly noise. */
export const MIN_OF_EACH_OUTCOME = 50;
const FOLDS = 5;
const MAX_COLUMNS = 60;
const Z95 = 1.959964;

/**
 * Fits a logistic regression (one-hot columns, ridge) to leads with known outcomes, judges it beside the weighted
 * score by five-fold cross-validation, and uses it only when it is significantly better. The order of the leads decides the
 * folds, so it must not depend on the outcome.
 */
export function fitIcpModel(leads: readonly LabelledLead[], settings: IcpSettings): IcpModel {
  const rows = leads.map(({ facts, positive }) => ({ facts, positive, columns: columnsOf(facts) }));
  const positive = rows.filter((row) => row.positive).length;
  const none = {
    used: false,
    leads: rows.length,
    positive,
    fitted: null,
    weighted: null,
    gain: null,
    columns: [],
  };
  const names = [...new Set(rows.flatMap(({ columns }) => Object.keys(columns)))].toSorted();
  if (Math.min(positive, rows.length - positive) < MIN_OF_EACH_OUTCOME) {
    const reason = `${positive} of ${rows.length} known outcomes are good ones: at least ${MIN_OF_EACH_OUTCOME} of each kind are needed to fit a model.`;
    return { ...none, reason, refused: refuseColumns([], names, settings) };
  }
  const refused = refuseColumns(rows, names, settings);
  const columns = names
    .filter((name) => !refused.some(({ column }) => column === name))
    .slice(0, MAX_COLUMNS);
  const foldOf = stratifiedFolds(rows.map((row) => row.positive));
  const fittedScores = new Array<number>(rows.length).fill(0);
  const weightedScores = new Array<number>(rows.length).fill(0);
  for (let fold = 0; fold < FOLDS; fold++) {
    const training = rows.filter((_, i) => foldOf[i] !== fold);
    const { encoder, weights } = train(training, columns);
    const known = knowledgeOf(cellsOf(training));
    for (const [i, row] of rows.entries()) {
      if (foldOf[i] !== fold) continue;
      fittedScores[i] = predictSparse(weights, encode(encoder, row.columns));
      weightedScores[i] = weightedScore(row.facts, settings, known).score;
    }
  }
  const compared = compareRoc({
    scores: [fittedScores, weightedScores],
    positive: rows.map((row) => row.positive),
  });
  const [fittedAuc = 0.5, weightedAuc = 0.5] = compared?.auc ?? [];
  const at = (i: number, j: number): number => compared?.covariance[i]?.[j] ?? 0;
  const by = fittedAuc - weightedAuc;
  const half = Z95 * Math.sqrt(Math.max(0, at(0, 0) + at(1, 1) - 2 * at(0, 1)));
  const used = by - half > 0;
  const said = `AUC ${fittedAuc.toFixed(3)} against ${weightedAuc.toFixed(3)} of the weighted score on held-out leads`;
  const { encoder, weights } = train(rows, columns);
  return {
    used,
    reason: used
      ? `The fitted model is used: ${said}, better beyond chance.`
      : `The weighted score is used: ${said}, which may be chance.`,
    leads: rows.length,
    positive,
    fitted: intervalOf(fittedAuc, at(0, 0)),
    weighted: intervalOf(weightedAuc, at(1, 1)),
    gain: { by, low: by - half, high: by + half },
    refused,
    columns,
    encoder,
    weights: [...weights],
  };
}

/** The probability of a positive outcome, and the columns that change it most. Undefined when there is no fitted model. */
export function predictOutcome(
  { encoder, weights }: Pick<IcpModel, 'encoder' | 'weights'>,
  facts: IcpFacts,
): { probability: number; moved: { what: string; by: number }[] } | undefined {
  if (!encoder || !weights) return undefined;
  const ones = encode(encoder, columnsOf(facts));
  const moved = ones
    .map((one) => ({ what: describePlace(encoder, one), by: weights[one + 1] ?? 0 }))
    .toSorted((a, b) => Math.abs(b.by) - Math.abs(a.by))
    .slice(0, 5);
  return { probability: predictSparse(weights, ones), moved };
}

interface Row extends LabelledLead {
  readonly columns: Columns;
}

function train(
  rows: readonly Row[],
  columns: readonly string[],
): { encoder: Encoder; weights: Float64Array } {
  const encoder = fitEncoder(
    rows.map((row) => row.columns),
    columns,
  );
  const sparse = rows.map((row) => ({ ones: encode(encoder, row.columns), positive: row.positive }));
  return { encoder, weights: fitSparseLogistic(sparse, encoder.features) };
}

/** Every fold has its share of both outcomes. */
function stratifiedFolds(positive: readonly boolean[]): number[] {
  const seen = { yes: 0, no: 0 };
  return positive.map((is) => (is ? seen.yes++ : seen.no++) % FOLDS);
}

function cellsOf(rows: readonly LabelledLead[]) {
  return [...Map.groupBy(rows, ({ facts }) => cellKey(facts.industry, facts.size)).values()].flatMap((of) => {
    const facts = of[0]?.facts;
    if (!facts) return [];
    const { industry, size } = facts;
    return [{ industry, size, known: of.length, positive: of.filter((row) => row.positive).length }];
  });
}

const intervalOf = (auc: number, variance: number): HeldOut => {
  const half = Z95 * Math.sqrt(Math.max(0, variance));
  return { auc, low: Math.max(0, auc - half), high: Math.min(1, auc + half) };
};
