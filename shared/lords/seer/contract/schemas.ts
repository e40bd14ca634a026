import * as z from 'zod';
import {
  addIntelligenceBodySchema,
  INTELLIGENCE_TYPES,
  intelligenceViewSchema,
} from '../../../campaigns/contract/intelligence.ts';
import { COUNTED } from '../../../engagement/contract/counted.ts';
import { isoDateSchema, lineText } from '../../../kernel/contract/common.ts';

/** The series that Rex has a number of for every day. */
const METRICS = [...COUNTED, 'reputation'] as const;
const metricSchema = z.enum(METRICS);
export type Metric = z.infer<typeof metricSchema>;

const DIRECTIONS = ['strongly_up', 'up', 'stable', 'down', 'strongly_down'] as const;

const daysSchema = z.number().int().min(1).max(90);

export const predictInputSchema = z.strictObject({
  metric: metricSchema,
  horizonDays: daysSchema.default(14),
  level: z.number().min(0.5).max(0.99).default(0.8).describe('Of the prediction intervals'),
});

const bandSchema = z.object({ value: z.number(), low: z.number(), high: z.number() });

export const predictionSchema = z.object({
  metric: metricSchema,
  unit: z.enum(['count', 'score']),
  horizonDays: z.number().int(),
  level: z.number(),
  direction: z.enum(DIRECTIONS),
  change: bandSchema
    .nullable()
    .describe('Of the mean of a day, as a share of that of the newest days; null where that is 0'),
  history: z.array(z.object({ day: isoDateSchema, value: z.number() })),
  values: z.array(bandSchema.extend({ day: isoDateSchema })),
  actual: z
    .array(z.object({ day: isoDateSchema, value: z.number() }))
    .nullable()
    .describe('What came; null until all days are there'),
  naive: z.number().describe('What naming the last day again says for every day'),
  methods: z.array(
    z.object({
      method: z.string(),
      periodDays: z.number().int(),
      weight: z.number().describe('0: tried, and not used'),
      error: z
        .number()
        .describe('Mean absolute error in the past, as a share of that of naming the last day again'),
    }),
  ),
  origins: z.number().int().describe('From so many days in the past each method was tried'),
  earlier: z
    .object({
      scored: z.number().int(),
      covered: z.number().describe('The share of days that lay within the intervals'),
      error: z
        .number()
        .nullable()
        .describe(
          'Mean absolute error as a share of that of the naive forecast; null where that was always right',
        ),
    })
    .nullable()
    .describe('How good the predictions of this series were so far; null where none was scored yet'),
});
export type Prediction = z.infer<typeof predictionSchema>;

export const gatherInputSchema = z
  .strictObject({
    type: z.enum(INTELLIGENCE_TYPES),
    question: lineText({ max: 300 }).optional().describe('Documents are asked this'),
    entry: addIntelligenceBodySchema.omit({ type: true }).optional().describe('Or what you know yourself'),
  })
  .refine(({ question, entry }) => (question === undefined) !== (entry === undefined), {
    message: 'give either a question or an entry',
    path: ['question'],
  });

export const gatheringSchema = z.object({
  type: z.enum(INTELLIGENCE_TYPES),
  entries: z.array(intelligenceViewSchema),
});

export const analysisInputSchema = z.strictObject({
  days: z.number().int().min(1).max(45).default(14).describe('These days are compared with as many before'),
});

export const RATES = [
  'delivery',
  'bounce',
  'complaint',
  'open',
  'click',
  'reply',
  'unsubscribe',
  'booking',
] as const;

export const analysisSchema = z.object({
  days: z.number().int(),
  from: isoDateSchema,
  to: isoDateSchema,
  rates: z.array(
    z.object({
      rate: z.enum(RATES),
      now: z.object({ successes: z.number(), trials: z.number() }),
      before: z.object({ successes: z.number(), trials: z.number() }),
      difference: bandSchema.describe('In share points, with the interval of 95 %'),
      pValue: z.number().describe('Adjusted for all rates that were looked at (Holm)'),
      finding: z.enum(['better', 'worse', 'no_clear_change', 'too_little']),
      says: z.string(),
    }),
  ),
});
export type Analysis = z.infer<typeof analysisSchema>;

export const recommendInputSchema = z.strictObject({
  days: analysisInputSchema.shape.days,
});

export const recommendationsSchema = z.object({
  items: z.array(
    z.object({
      sentence: z.string(),
      basis: z.string(),
      impact: bandSchema
        .extend({ metric: z.string(), perDays: z.number().int() })
        .nullable()
        .describe('Expected, with the interval of 95 %; null where the records do not tell'),
      recommendationId: z
        .string()
        .nullable()
        .describe('The open recommendation that a person may apply; null where a person does it by hand'),
    }),
  ),
});

export const reportInputSchema = z.strictObject({
  metrics: z.array(metricSchema).min(1).max(8).default(['sent', 'replied', 'booked']),
  horizonDays: daysSchema.default(14),
});

export const reportSchema = z.object({
  horizonDays: z.number().int(),
  parts: z.array(
    z.object({
      metric: metricSchema,
      prediction: predictionSchema.nullable(),
      says: z.string(),
    }),
  ),
  madeOn: isoDateSchema,
});
export type Report = z.infer<typeof reportSchema>;
