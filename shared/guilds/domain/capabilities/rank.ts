import * as z from 'zod';
import { lineText } from '../../../kernel/contract/common.ts';
import { capability, Lacking } from './capability.ts';

const scale = z.number().min(0).max(10);
const itemSchema = z.strictObject({
  name: lineText({ min: 1, max: 200 }),
  reach: z.number().min(0).max(1e12).optional().describe('People in a period'),
  impact: scale.optional(),
  confidence: z.number().min(0).max(1).optional(),
  ease: scale.optional(),
  effort: z.number().min(0.001).max(1e6).optional().describe('Such as days of work'),
  value: scale.optional(),
  urgency: scale.optional(),
  riskReduction: scale.optional(),
  likelihood: z.number().min(0).max(1).optional(),
});
type Item = z.infer<typeof itemSchema>;
type Measure = Exclude<keyof Item, 'name'>;

interface Formula {
  readonly needs: readonly Measure[];
  readonly score: (of: Readonly<Record<Measure, number>>) => number;
}

/**
 * ICE: Ellis and Brown, Hacking Growth (2017). RICE: McBride, Intercom (2016). WSJF, the cost of delay over the size of the job:
 * Reinertsen, Principles of Product Development Flow (2009), with the sum of the Scaled Agile Framework. Risk: the expected loss.
 */
const FORMULAS = {
  ice: { needs: ['impact', 'confidence', 'ease'], score: (of) => of.impact * of.confidence * of.ease },
  rice: {
    needs: ['reach', 'impact', 'confidence', 'effort'],
    score: (of) => (of.reach * of.impact * of.confidence) / of.effort,
  },
  wsjf: {
    needs: ['value', 'urgency', 'riskReduction', 'effort'],
    score: (of) => (of.value + of.urgency + of.riskReduction) / of.effort,
  },
  risk: { needs: ['likelihood', 'impact'], score: (of) => of.likelihood * of.impact },
} as const satisfies Readonly<Record<string, Formula>>;
type FormulaName = keyof typeof FORMULAS;

export const rank = capability({
  name: 'rank',
  does: 'Puts things in order by a known formula.',
  input: z.strictObject({ items: z.array(itemSchema).min(1).max(200) }),
  config: z.strictObject({ formula: z.enum(Object.keys(FORMULAS) as [FormulaName, ...FormulaName[]]) }),
  output: z.object({
    formula: z.string(),
    ranking: z.array(z.object({ name: z.string(), score: z.number() })),
  }),
  byRule({ items }, { formula }) {
    const { needs, score }: Formula = FORMULAS[formula];
    for (const [n, item] of items.entries()) {
      const missing = needs.find((measure) => item[measure] === undefined);
      if (missing)
        return new Lacking(`input.items.${n}.${missing} is missing: ${formula} needs ${needs.join(', ')}.`);
    }
    const ranking = items.map((item) => ({
      name: item.name,
      score: score(item as unknown as Readonly<Record<Measure, number>>),
    }));
    return { formula, ranking: ranking.toSorted((a, b) => b.score - a.score) };
  },
});
