import * as z from 'zod';
import { lineText } from '../../kernel/contract/common.ts';

const weight = (value: number) => z.number().min(0).max(1).default(value);
const words = (described: string) =>
  z
    .array(lineText({ max: 80 }))
    .max(50)
    .default([])
    .describe(described);

/** The customers that a workspace wants, and the weight of each factor of the score. */
export const icpSettingsSchema = z.strictObject({
  weights: z
    .strictObject({
      firmographic: weight(0.35).describe(
        'Weight of industry and size of the company: of those that convert, and of those that are wanted',
      ),
      role: weight(0.2).describe('Weight of the influence that the person has on a purchase'),
      engagement: weight(0.3).describe('Weight of replies, purchases and visits, and how long ago they were'),
      reachability: weight(0.15).describe('Weight of whether and how well the person can be reached'),
    })
    .prefault({})
    .refine((weights) => Object.values(weights).some((each) => each > 0), 'one weight must be above 0')
    .describe('Relative weights of the factors. They are divided by their sum'),
  ideal: z
    .strictObject({
      industries: words('Industries that are wanted'),
      countries: words('ISO codes of countries that are wanted'),
      titles: words('Words in the titles of people who are wanted'),
      minEmployees: z.number().int().min(1).max(10_000_000).optional(),
      maxEmployees: z.number().int().min(1).max(10_000_000).optional(),
    })
    .prefault({}),
  allowColumns: words('Columns that the model may use although they seem to give away the outcome'),
  refuseColumns: words('Columns that the model must not use'),
});
export type IcpSettings = z.infer<typeof icpSettingsSchema>;
