import * as z from 'zod';

/** What a mailbox costs a month. */
export const mailboxPriceSchema = z.strictObject({
  cents: z.number().int().min(0).max(1_000_000).default(0),
  currency: z
    .string()
    .regex(/^[A-Z]{3}$/, 'must be a code of three capital letters, as in ISO 4217')
    .default('USD'),
});
