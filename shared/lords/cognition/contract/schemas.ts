import * as z from 'zod';
import { COUNTED } from '../../../engagement/contract/counted.ts';
import { instantSchema, isoDateSchema, lineText, plainText } from '../../../kernel/contract/common.ts';
import { instructionsSchema } from '../../../llm/contract/settings.ts';
import { SOURCE_KINDS, workIdSchema } from '../../../seats/contract/work.ts';
import { changeSchema } from '../../../workspaces/contract/setting-change.ts';

const LEARNING_KINDS = ['success', 'failure', 'pattern'] as const;
export type LearningKind = (typeof LEARNING_KINDS)[number];
const SYNTHESIS_KINDS = ['trend', 'pattern', 'prediction', 'recommendation'] as const;

const topicSchema = z
  .string()
  .regex(/^[a-z][a-z0-9._-]{1,59}$/, 'must be 2 to 60 lower-case letters, digits, dots and hyphens')
  .describe('What it is about, such as approvals.messages: learnings of one topic are counted together');

/** So many cases bear it out, of so many. */
const countsSchema = z
  .strictObject({ successes: z.number().int().min(0), trials: z.number().int().min(1).max(10_000_000) })
  .refine(({ successes, trials }) => successes <= trials, {
    path: ['successes'],
    message: 'are more than trials',
  });

const sourceInputSchema = z.strictObject({
  kind: z.enum(SOURCE_KINDS),
  id: lineText({ max: 120 }),
});
const settlesSchema = z.strictObject({
  decision: workIdSchema,
  held: z.boolean().describe('Whether what was expected came true'),
});

const MOST_CONTEXT = 20;

export const recordInputSchema = z
  .strictObject({
    kind: z.enum(LEARNING_KINDS),
    topic: topicSchema,
    text: plainText({ min: 3, max: 1_000 }),
    source: sourceInputSchema
      .optional()
      .describe('The record that shows it; left out: the person who says it'),
    context: z
      .record(lineText({ max: 40 }), lineText({ max: 200 }))
      .refine((context) => Object.keys(context).length <= MOST_CONTEXT, `has ${MOST_CONTEXT} keys at most`)
      .default({})
      .describe(`Where it was seen, by ${MOST_CONTEXT} names at most`),
    confidence: z.number().min(0).max(1).default(0.5).describe('How sure the person is who records it'),
    counts: countsSchema.optional().describe('Of a pattern: the cases that bear it out, of those looked at'),
    withdraws: workIdSchema
      .optional()
      .describe('A learning that does not hold: decisions on it are reopened'),
    contradicts: workIdSchema
      .optional()
      .describe('A learning that stands and says the opposite: decisions on it are reopened'),
    settles: settlesSchema.optional().describe('What became of a decision, where no number tells it'),
  })
  .refine(({ kind, counts }) => kind !== 'pattern' || counts !== undefined, {
    path: ['counts'],
    message: 'say of how many cases the pattern was seen in how many',
  })
  .refine(({ kind, counts }) => kind === 'pattern' || counts === undefined, {
    path: ['counts'],
    message: 'belong to a pattern; a success or a failure is one case',
  });

export const learningSchema = z.object({
  kind: z.enum(LEARNING_KINDS),
  topic: z.string(),
  text: z.string(),
  source: z.object({ kind: z.enum(SOURCE_KINDS), id: z.string() }),
  context: z.record(z.string(), z.string()),
  counts: z.object({ successes: z.number(), trials: z.number() }),
  withdraws: z.string().nullable(),
  contradicts: z.string().nullable(),
  contradictedBy: z.array(z.string()),
  withdrawnBy: z.string().nullable(),
  key: z.string().nullable().describe('What Rex found it by; null: a person recorded it'),
});
export type Learning = z.infer<typeof learningSchema>;

export const synthesizeInputSchema = z.strictObject({
  kind: z.enum(SYNTHESIS_KINDS),
  topic: topicSchema,
});

const shareSchema = z.object({
  value: z.number(),
  low: z.number(),
  high: z.number().describe('Of the interval of 95 %'),
});

export const synthesisSchema = z.object({
  kind: z.enum(SYNTHESIS_KINDS),
  topic: z.string(),
  text: z.string(),
  from: z.array(z.string()).describe('Ids of the learnings'),
  counts: z.object({ successes: z.number(), trials: z.number() }),
  share: shareSchema.describe(
    'Of cases that bear it out: the posterior of a Beta-binomial with the prior of Jeffreys',
  ),
  trend: z
    .object({ before: shareSchema, after: shareSchema, difference: shareSchema })
    .nullable()
    .describe('The newer half against the older one (Newcombe 1998)'),
  contradictions: z.array(
    z.object({ for: z.array(z.string()), against: z.array(z.string()), says: z.string() }),
  ),
});
export type Synthesis = z.infer<typeof synthesisSchema>;

const expectsSchema = z.strictObject({
  says: plainText({ min: 3, max: 300 }).describe('What is expected to be so on that day'),
  probability: z.number().min(0.01).max(0.99),
  on: isoDateSchema,
  measure: z
    .strictObject({
      metric: z.enum(COUNTED),
      atLeast: z.number().min(0).describe('The sum of the days after the decision, until that day'),
    })
    .optional()
    .describe('The number that tells whether it came true; left out: a person says it'),
});

export const decideInputSchema = z.strictObject({
  question: lineText({ max: 300 }),
  choice: lineText({ max: 300 }),
  because: plainText({ min: 3, max: 1_000 }),
  learnings: z.array(workIdSchema).min(1).max(20).describe('What it rests on'),
  expects: expectsSchema,
});

export const decisionSchema = z.object({
  question: z.string(),
  choice: z.string(),
  because: z.string(),
  learnings: z.array(z.string()),
  expects: expectsSchema,
  reopened: z.array(z.object({ at: instantSchema, because: z.string() })),
});
export type Decision = z.infer<typeof decisionSchema>;

export const MENTORED_SETTINGS = [
  'dailyBudget',
  'frequencyCap.minHoursBetween',
  'requireConsent',
  'sendTime.optimise',
  'sendTime.explore',
  'variants',
  'channels.steps',
  'llm.instructions.messages',
  'llm.instructions.answers',
] as const;

export const mentorInputSchema = z.strictObject({
  setting: z.enum(MENTORED_SETTINGS),
  to: z
    .union([z.number(), z.boolean(), instructionsSchema, z.array(z.string()), z.array(z.array(z.string()))])
    .describe('Its new value, of the kind that the setting has'),
  advice: plainText({ min: 3, max: 500 }),
  learnings: z
    .array(workIdSchema)
    .min(1)
    .max(20)
    .describe('What it rests on; one of them has to come from a mission'),
});

export const mentoringSchema = z.object({
  agent: z.string(),
  advice: z.string(),
  learnings: z.array(z.string()),
  missionId: z.string(),
  change: changeSchema,
  recommendationId: z.string().nullable(),
  approvalId: z.string().nullable(),
  says: z.string(),
});
export type Mentoring = z.infer<typeof mentoringSchema>;

const binSchema = z.object({
  from: z.number(),
  to: z.number(),
  count: z.number().int(),
  expected: z.number().describe('Mean probability'),
  held: z.number().describe('Share that came true'),
});

export const summarySchema = z.object({
  topics: z.array(
    z.object({
      topic: z.string(),
      learnings: z.number().int(),
      counts: z.object({ successes: z.number(), trials: z.number() }),
      share: shareSchema,
      isContradicted: z.boolean(),
    }),
  ),
  byKind: z.object({ success: z.number(), failure: z.number(), pattern: z.number() }),
  withdrawn: z.number().int(),
  isWhole: z.boolean().describe('Whether all learnings were counted, or the newest 300'),
  decisions: z.object({ made: z.number(), reopened: z.number(), asked: z.number(), settled: z.number() }),
  calibration: z.object({
    scored: z.number().int(),
    brier: z
      .number()
      .nullable()
      .describe('Brier 1950: 0 is best, 0.25 is always saying one half; null: none yet'),
    bins: z.array(binSchema),
  }),
});
export type Summary = z.infer<typeof summarySchema>;
