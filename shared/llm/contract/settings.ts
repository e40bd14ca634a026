import * as z from 'zod';
import { lineText, seenTextOrNone } from '../../kernel/contract/common.ts';

const usd = (value: number, says: string) => z.number().min(0).max(100_000).default(value).describe(says);

/** In characters: a person who approves a change reads the old text and the new one whole, also in Slack. */
const LONGEST_INSTRUCTIONS = 2_000;

/** What a model is told besides the rules of Rex, which win over it. */
export const instructionsSchema = seenTextOrNone({ max: LONGEST_INSTRUCTIONS });

/** The limits within which a workspace uses a language model, and how it is to write. */
export const llmSettingsSchema = z.strictObject({
  dailyBudgetUsd: usd(5, 'Budget for a day in US dollars. A call that could exceed it is not made'),
  missionBudgetUsd: usd(1, 'Budget for one mission in US dollars. A call that could exceed it is not made'),
  budgetWarnAt: z
    .number()
    .min(0)
    .max(1)
    .default(0.8)
    .describe('Share of a budget that is spent or reserved, 0 to 1, from which on an alert says so'),
  redactFields: z
    .array(lineText({ max: 60 }))
    .max(100)
    .default(['firstName', 'lastName', 'name', 'email', 'address', 'phone', 'company', 'notes'])
    .describe('Fields whose values are never sent to a model, whatever they contain'),
  cacheDays: z.number().int().min(0).max(365).default(30).describe('Days for which answers are cached'),
  background: z
    .boolean()
    .default(false)
    .describe('Let the model write the messages of a mission in the background. Its answer comes by webhook'),
  instructions: z
    .strictObject({
      messages: instructionsSchema
        .default('')
        .describe('What the model is told when it writes the messages of missions, such as the tone'),
      answers: instructionsSchema
        .default('')
        .describe('What the model is told when it drafts answers in conversations'),
    })
    .prefault({})
    .describe(
      'What a model is told besides the rules of Rex, which win over it. Name no people: names in it are not replaced',
    ),
  inputUsdPerMillion: usd(
    2.5,
    'Price of a million input tokens in US dollars, for models whose price Rex does not know',
  ),
  outputUsdPerMillion: usd(
    15,
    'Price of a million output tokens in US dollars, for models whose price Rex does not know',
  ),
});
export type LlmSettings = z.infer<typeof llmSettingsSchema>;
