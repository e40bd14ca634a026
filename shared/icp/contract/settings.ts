import * as z from 'zod';
import { lineText } from '../../kernel/contract/common.ts';

const weight = (value: number) => z.number().min(0).max(1).default(value);
const words = (described: string) =>
  z
    .array(lineText({ max: 80 }))
    .max(50)
    .default([])
    .describe(described);

/** What a workspace says of the customers that it wants, and how much each factor of the score counts. */
export const icpSettingsSchema = z.strictObject({
  weights: z
    .strictObject({
      firmographic: weight(0.35).describe(
        'Industry and size of the company: who converts, and who is wanted',
      ),
      role: weight(0.2).describe('How much of a say the person has'),
      engagement: weight(0.3).describe('Answers, purchases, visits, and how long ago'),
      reachability: weight(0.15).describe('Whether and how well the person can be reached'),
    })
    .prefault({})
    .refine((weights) => Object.values(weights).some((each) => each > 0), 'one weight must be above 0')
    .describe('Relative: they are divided by their sum'),
  ideal: z
    .strictObject({
      industries: words('Industries that are wanted'),
      countries: words('ISO codes of countries that are wanted'),
      titles: words('Words in the titles of people who are wanted'),
      minEmployees: z.number().int().min(1).max(10_000_000).optional(),
      maxEmployees: z.number().int().min(1).max(10_000_000).optional(),
    })
    .prefault({}),
  allowColumns: words('Columns that a model may learn from although they look as if they tell the outcome'),
  refuseColumns: words('Columns that a model must not learn from'),
});
export type IcpSettings = z.infer<typeof icpSettingsSchema>;
