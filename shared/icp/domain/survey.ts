import * as z from 'zod';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { engagementPart, reachabilityPart } from './factors.ts';
import { type IcpFacts, icpFactsSchema, isReachable } from './icp-facts.ts';
import { cellKey } from './knowledge.ts';

/** Sources of outcomes: a column of the import, or what leads did after Rex had written to them. */
export const OUTCOME_SOURCES = ['import', 'ledger'] as const;
export type OutcomeSource = (typeof OUTCOME_SOURCES)[number];

const outcomesSchema = z.object({ known: z.number().int(), positive: z.number().int() });

/** The leads of one industry and size, counted. */
const cellSchema = z.object({
  industry: z.string(),
  size: z.string(),
  leads: z.number().int(),
  reachable: z.number().int(),
  /** Sums of factors, for their means. */
  say: z.number(),
  engagement: z.number(),
  reachability: z.number(),
  import: outcomesSchema,
  ledger: outcomesSchema,
});
export type Cell = z.infer<typeof cellSchema>;

const sampledSchema = z.object({
  /** Uniform in [0, 1) and fixed for a lead: the leads with the lowest numbers are the sample. */
  rank: z.number(),
  source: keepUnknown(z.enum(OUTCOME_SOURCES)),
  positive: z.boolean(),
  facts: icpFactsSchema,
});
export type Sampled = z.infer<typeof sampledSchema>;

/** The summary of one page of leads; its size does not grow with the number of leads. */
export const surveyPageSchema = z.object({
  page: z.string(),
  version: z.number().int(),
  cells: z.array(cellSchema),
  sample: z.array(sampledSchema),
});
export type SurveyPage = z.infer<typeof surveyPageSchema>;

export interface SurveyedLead {
  readonly rank: number;
  readonly facts: IcpFacts;
  /** The facts as they were before the outcome, and the outcome. */
  readonly outcome?: {
    readonly source: OutcomeSource;
    readonly positive: boolean;
    readonly before: IcpFacts;
  };
}

/** A DynamoDB item may have 400 kB, and the counts need some of it. */
const SAMPLE_BYTES = 250_000;
/** More groups than this come from free text; the small ones are merged into one. */
const MAX_CELLS = 3_000;
export const OTHER = 'Other industries';

/** `keep`: the share of the leads with known outcomes that is sampled. */
export function surveyPage(page: string, leads: readonly SurveyedLead[], keep: number): SurveyPage {
  const cells = leads.map((lead): Cell => {
    const { facts, outcome } = lead;
    const known = (source: OutcomeSource) => ({
      known: outcome?.source === source ? 1 : 0,
      positive: outcome?.source === source && outcome.positive ? 1 : 0,
    });
    return {
      industry: facts.industry,
      size: facts.size,
      leads: 1,
      reachable: isReachable(facts) ? 1 : 0,
      say: facts.say,
      engagement: engagementPart(facts).value,
      reachability: reachabilityPart(facts).value,
      import: known('import'),
      ledger: known('ledger'),
    };
  });
  let bytes = 0;
  const sample = leads
    .flatMap(({ rank, outcome }) =>
      outcome && rank < keep
        ? [{ rank, source: outcome.source, positive: outcome.positive, facts: outcome.before }]
        : [],
    )
    .toSorted(byRank)
    .filter((sampled) => {
      bytes += JSON.stringify(sampled).length;
      return bytes <= SAMPLE_BYTES;
    });
  return { page, version: 1, cells: mergeCells(cells), sample };
}

/** Merges pages one by one. It keeps the counts and the sample, and nothing that grows with the number of leads. */
export class Survey {
  readonly #sampleSize: number;
  #cells: Cell[] = [];
  #sample: Sampled[] = [];

  constructor(sampleSize: number) {
    this.#sampleSize = sampleSize;
  }

  add({ cells, sample }: SurveyPage): void {
    this.#cells = mergeCells([...this.#cells, ...cells]);
    this.#sample.push(...sample);
    if (this.#sample.length > 2 * this.#sampleSize) this.#sample = this.sample();
  }

  cells(): readonly Cell[] {
    return this.#cells;
  }

  sample(): Sampled[] {
    return this.#sample.toSorted(byRank).slice(0, this.#sampleSize);
  }
}

/** One cell for each industry and size. When there are too many, the smallest ones are merged. */
export function mergeCells(cells: readonly Cell[]): Cell[] {
  const merged = groupCells(cells);
  if (merged.length <= MAX_CELLS) return merged;
  const ordered = merged.toSorted((a, b) => b.leads - a.leads || (keyOf(a) < keyOf(b) ? -1 : 1));
  const small = ordered.slice(MAX_CELLS / 2).map((cell) => ({ ...cell, industry: OTHER }));
  return groupCells([...ordered.slice(0, MAX_CELLS / 2), ...small]);
}

export const sumCells = (cells: readonly Cell[]): Omit<Cell, 'industry' | 'size'> =>
  cells.reduce(
    (sum, cell) => ({
      leads: sum.leads + cell.leads,
      reachable: sum.reachable + cell.reachable,
      say: sum.say + cell.say,
      engagement: sum.engagement + cell.engagement,
      reachability: sum.reachability + cell.reachability,
      import: addOutcomes(sum.import, cell.import),
      ledger: addOutcomes(sum.ledger, cell.ledger),
    }),
    NOBODY,
  );

type Outcomes = z.infer<typeof outcomesSchema>;

const NOBODY: Omit<Cell, 'industry' | 'size'> = {
  leads: 0,
  reachable: 0,
  say: 0,
  engagement: 0,
  reachability: 0,
  import: { known: 0, positive: 0 },
  ledger: { known: 0, positive: 0 },
};

const addOutcomes = (a: Outcomes, b: Outcomes): Outcomes => ({
  known: a.known + b.known,
  positive: a.positive + b.positive,
});

const groupCells = (cells: readonly Cell[]): Cell[] =>
  [...Map.groupBy(cells, keyOf).values()].flatMap((of) => {
    const [first] = of;
    return first ? [{ ...sumCells(of), industry: first.industry, size: first.size }] : [];
  });

const keyOf = ({ industry, size }: Cell): string => cellKey(industry, size);
const byRank = (a: Sampled, b: Sampled): number => a.rank - b.rank;
