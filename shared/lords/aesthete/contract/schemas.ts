import * as z from 'zod';
import { missionIdSchema, plainText } from '../../../kernel/contract/common.ts';
import {
  assessmentSchema,
  findingSchema,
  passageSchema,
  QUALITY_LEVELS,
  stepSchema,
} from '../../../quality/contract/assessment.ts';
import { contentSchema } from '../../../quality/contract/content.ts';
import { workIdSchema } from '../../../seats/contract/work.ts';
import { taskIdSchema } from '../../../tasks/contract/task.ts';

export const assessInputSchema = z.strictObject({ content: contentSchema });

const messageSchema = z.strictObject({
  mission: missionIdSchema,
  step: z.number().int().min(1).max(20),
  variant: z.string().min(1).max(5).describe('A or B'),
});

/** What is looked at: content, that of an earlier review, what a task would send, or an e-mail of a mission. */
const ofContent = {
  content: contentSchema.optional(),
  review: workIdSchema.optional().describe('The content of this review, as it was given then'),
  task: taskIdSchema.optional().describe('What this task sends or publishes'),
  message: messageSchema
    .optional()
    .describe(
      'An e-mail of a mission, in the reading of it that is worst; it is let pass in all its readings',
    ),
};
interface OfContent {
  readonly content?: unknown;
  readonly review?: unknown;
  readonly task?: unknown;
  readonly message?: unknown;
}
const isOne = ({ content, review, task, message }: OfContent): boolean =>
  [content, review, task, message].filter((each) => each !== undefined).length === 1;
const ONE = { path: ['content'], message: 'give one of content, review, task and message' };

export const ofContentSchema = z.strictObject(ofContent).refine(isOne, ONE);

export const approveInputSchema = z
  .strictObject({
    ...ofContent,
    override: z
      .strictObject({ reason: plainText({ min: 3, max: 500 }) })
      .optional()
      .describe('Approves it although it is below the threshold'),
  })
  .refine(isOne, ONE);

export const reviewSchema = assessmentSchema;

export const complianceSchema = z.object({
  isKept: z.boolean(),
  rules: z.array(
    z.object({
      rule: z.string().describe('Where it stands in the settings, below quality.brand'),
      wants: z.string(),
      isKept: z.boolean(),
      findings: z.array(findingSchema),
      findsExample: z.boolean().nullable().describe('Whether it finds its own example; null without one'),
    }),
  ),
});

const ratio = z.number().nullable().describe('null: one of them is no colour, or can be seen through');

export const consistencySchema = z.object({
  isConsistent: z.boolean(),
  isWhole: z
    .boolean()
    .describe(
      'false: there was more, and each list has 40 at most, of pairs and pictures those that do not fit first',
    ),
  pairs: z.array(
    z.object({
      foreground: z.string(),
      background: z.string(),
      isLarge: z.boolean(),
      contrast: ratio,
      least: z.number(),
      isEnough: z.boolean().nullable(),
      passage: passageSchema.nullable(),
    }),
  ),
  colours: z.array(
    z.object({
      colour: z.string(),
      nearest: z
        .object({ colour: z.string(), difference: z.number().describe('CIEDE2000') })
        .nullable()
        .describe('Of the colours of the brand; null where it has none'),
      isOfBrand: z.boolean().nullable(),
    }),
  ),
  duplicates: z.array(z.object({ a: z.string(), b: z.string(), difference: z.number() })),
  fonts: z.array(z.object({ font: z.string(), isOfBrand: z.boolean().nullable() })),
  images: z.array(
    z.object({
      source: z.string(),
      alt: z.string().nullable(),
      hasSize: z.boolean().describe('Whether width and height are there, so that nothing jumps as it loads'),
      passage: passageSchema,
    }),
  ),
});
export type Consistency = z.infer<typeof consistencySchema>;

export const feedbackSchema = z.object({
  score: z.number().int(),
  level: z.enum(QUALITY_LEVELS),
  items: z.array(stepSchema).describe('What brings most comes first'),
  good: z.array(z.string()).describe('Parts that have all their points'),
});

export const approvalSchema = z.object({
  score: z.number().int(),
  level: z.enum(QUALITY_LEVELS),
  threshold: z.number().int(),
  digest: z.string().describe('Of exactly what was decided on'),
  steps: z.array(stepSchema).describe('What brings it to the threshold'),
  override: z.object({ by: z.string(), reason: z.string() }).nullable(),
  review: z.string().nullable(),
  task: z.string().nullable(),
  message: messageSchema.optional().describe('The e-mail of a mission that it is about'),
});
