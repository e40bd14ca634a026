import * as z from 'zod';
import { lineText } from '../../kernel/contract/common.ts';

const usd = (value: number, says: string) => z.number().min(0).max(100_000).default(value).describe(says);

/** The limits within which a workspace uses a language model. */
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
