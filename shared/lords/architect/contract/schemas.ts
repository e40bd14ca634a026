import * as z from 'zod';
import { guildNameSchema } from '../../../guilds/contract/guilds.ts';
import { instantSchema, isoDateSchema, lineText, plainText } from '../../../kernel/contract/common.ts';
import { workIdSchema } from '../../../seats/contract/work.ts';
import { COMPONENT_TYPES, DECIDED, INITIATIVE, MEASURES } from './terms.ts';

const componentSchema = z
  .string()
  .regex(/^[a-z][a-z0-9-]{1,59}$/, 'a component is a function, such as http-leads')
  .describe('A function of this system, such as http-leads');
const measureSchema = z.enum(MEASURES);
const daysSchema = z.number().int().min(1).max(7).describe('The newest days, by the hour');

const bandSchema = z.object({
  value: z.number(),
  low: z.number().nullable().describe('Of the interval of 95 %; null: too few hours'),
  high: z.number().nullable(),
});

export const analyzeInputSchema = z.strictObject({
  days: daysSchema.default(7),
  type: z.enum(COMPONENT_TYPES).optional().describe('Left out: all'),
});

const functionSchema = z.object({
  component: z.string(),
  type: z.enum(COMPONENT_TYPES).nullable(),
  hours: z.number().int().describe('In which it was called'),
  calls: z.number(),
  errors: z.number(),
  throttles: z.number(),
  errorRate: bandSchema,
  p50Ms: bandSchema.describe('The median of those of the hours'),
  p95Ms: bandSchema.describe('The median of those of the hours'),
  bestP95Ms: z.number().describe('What a quarter of the hours stays within'),
  trend: z
    .object({ msADay: z.number().describe('By how much the p95 moves in a day'), pValue: z.number() })
    .nullable()
    .describe('null: too few hours'),
  change: z
    .object({ at: instantSchema, beforeMs: z.number(), afterMs: z.number(), pValue: z.number() })
    .nullable()
    .describe('When the level of the p95 has changed, and from what to what; null: it has not clearly'),
  inWork: z
    .number()
    .describe('How many of it run at once in the mean: calls a second times the mean duration'),
  atOnce: z.number().describe('The most that ran at once'),
  share: z.number().describe('Of the work of all functions that were looked at'),
});
export type FunctionFigures = z.infer<typeof functionSchema>;

export const analysisSchema = z.object({
  from: instantSchema,
  to: instantSchema,
  functions: z.array(functionSchema),
  bottleneck: z.object({ component: z.string(), says: z.string() }),
  findings: z.array(z.object({ component: z.string(), says: z.string() })),
});
export type Analysis = z.infer<typeof analysisSchema>;

export const optimizeInputSchema = z.strictObject({
  component: componentSchema,
  days: daysSchema.default(7),
  checkAfterDays: z.number().int().min(1).max(90).default(7),
});

export const optimizationSchema = z.object({
  component: z.string(),
  measure: measureSchema,
  days: z.number().int(),
  before: z.number(),
  expected: z.number(),
  after: z.number().nullable().describe('As it was measured when its day came'),
  proposal: z.string(),
  basis: z.string(),
});
export type Optimization = z.infer<typeof optimizationSchema>;

const phaseId = z.string().regex(/^[a-z0-9][a-z0-9_-]{0,39}$/, 'an id of a phase looks like build');
const resourceSchema = z.strictObject({
  name: lineText({ max: 80 }),
  amount: z.number().min(0),
  unit: lineText({ max: 40 }),
});

export const designInputSchema = z.strictObject({
  title: lineText({ max: 150 }),
  goal: plainText({ max: 2_000 }),
  startsOn: isoDateSchema.optional().describe('Left out: today'),
  phases: z
    .array(
      z.strictObject({
        id: phaseId,
        title: lineText({ max: 150 }),
        days: z.number().int().min(1).max(366),
        after: z.array(phaseId).max(20).default([]),
      }),
    )
    .min(1)
    .max(40),
  resources: z.array(resourceSchema).max(20).default([]),
  target: z
    .strictObject({
      component: componentSchema,
      measure: measureSchema,
      atMost: z.number().min(0),
      days: daysSchema.default(7),
    })
    .optional()
    .describe('What is measured before, and again when the initiative is measuring'),
});
export type DesignInput = z.output<typeof designInputSchema>;

export const initiativeSchema = z.object({
  goal: z.string(),
  phases: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      days: z.number().int(),
      after: z.array(z.string()),
      on: isoDateSchema,
      until: isoDateSchema,
      slack: z.number().int().describe('By how many days it may be late'),
    }),
  ),
  endsOn: isoDateSchema,
  resources: z.array(resourceSchema),
  target: z
    .object({
      component: z.string(),
      measure: measureSchema,
      atMost: z.number(),
      days: z.number().int(),
      before: z.number(),
      after: z.number().nullable(),
    })
    .nullable(),
  decisions: z.array(
    z.object({
      at: instantSchema,
      by: z.string(),
      from: z.enum(Object.keys(INITIATIVE) as [string, ...string[]]),
      to: z.enum(Object.keys(INITIATIVE) as [string, ...string[]]),
      reason: z.string(),
    }),
  ),
});
export type Initiative = z.infer<typeof initiativeSchema>;

export const decideInputSchema = z.strictObject({
  to: z.enum(DECIDED).default('approved'),
  reason: plainText({ max: 1_000 }),
});

export const decisionsSchema = z.object({
  decisions: z.array(
    initiativeSchema.shape.decisions.element.extend({ initiative: workIdSchema, title: z.string() }),
  ),
});

export const guideInputSchema = z.strictObject({ guild: guildNameSchema });

const shareSchema = z.object({
  successes: z.number(),
  trials: z.number(),
  low: z.number(),
  high: z.number(),
});
export const guidanceSchema = z.object({
  guild: guildNameSchema,
  failed: shareSchema.describe('Of its tasks that ended, with the interval of 95 %'),
  failedOfOthers: shareSchema,
  medianMinutes: z.number().nullable(),
  open: z.number().int(),
  items: z.array(z.object({ says: z.string(), basis: z.string() })),
  since: z
    .object({ guidance: workIdSchema, says: z.string() })
    .nullable()
    .describe('What has changed since the guidance before; null: this is the first'),
});
export type Guidance = z.infer<typeof guidanceSchema>;

export const guildParamsSchema = z.object({ guild_name: guildNameSchema });
