import * as z from 'zod';
import { lineText } from '../../kernel/contract/common.ts';

const usd = (value: number, says: string) => z.number().min(0).max(100_000).default(value).describe(says);

/** Within what a workspace lets a language model be asked. */
export const llmSettingsSchema = z.strictObject({
  dailyBudgetUsd: usd(5, 'No call is made that could pass this in a day'),
  missionBudgetUsd: usd(1, 'No call is made that could pass this for one mission'),
  redactFields: z
    .array(lineText({ max: 60 }))
    .max(100)
    .default(['firstName', 'lastName', 'name', 'email', 'address', 'phone', 'company', 'notes'])
    .describe('Fields whose values are never sent to a model, whatever is in them'),
  cacheDays: z.number().int().min(0).max(365).default(30).describe('How long answers are remembered'),
  background: z
    .boolean()
    .default(false)
    .describe('Let the model write the messages of a mission in the background; its answer comes by webhook'),
  inputUsdPerMillion: usd(2.5, 'Price of a million tokens of input, for models that Rex knows no price of'),
  outputUsdPerMillion: usd(15, 'Price of a million tokens of output, for models that Rex knows no price of'),
});
export type LlmSettings = z.infer<typeof llmSettingsSchema>;
