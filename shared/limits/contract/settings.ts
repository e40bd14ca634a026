import * as z from 'zod';

/** How many calls each provider accepts. */
export const limitSettings = {
  sendsPerSecond: z
    .number()
    .min(0.1)
    .max(10_000)
    .default(14)
    .describe('Most e-mails in a second: the rate that the provider of e-mail allows'),
  providerLimits: z
    .record(
      z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
      z.strictObject({
        burst: z.number().int().min(1).max(1_000_000),
        perMinute: z.number().min(0.01).max(10_000_000),
      }),
    )
    .default({})
    .describe(
      'Limits of calls by provider (openai, sendgrid, twilio, apollo, hunter): at once (`burst`) and per minute',
    ),
};
export type LimitSettings = z.infer<z.ZodObject<typeof limitSettings>>;
