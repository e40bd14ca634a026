import * as z from 'zod';

/** Day n of a cold domain: 20 * 1.35^(n - 1) e-mails. */
const COLD_DAYS = 14;
const COLD_VOLUMES = Array.from({ length: COLD_DAYS }, (_, n) => Math.floor(20 * 1.35 ** n));

/** How new domains of a workspace are warmed up. */
export const warmupSettingsSchema = z.strictObject({
  volumes: z
    .array(z.number().int().min(1).max(1_000_000))
    .min(1)
    .max(90)
    .refine((volumes) => volumes.every((volume, n) => n === 0 || volume >= (volumes[n - 1] ?? 0)), {
      message: 'must not fall from one day to the next',
    })
    .default(COLD_VOLUMES)
    .describe(
      'Most e-mails that a new domain sends on each day of its warmup. A day counts when at least half of it was sent; after the last one the domain is warm',
    ),
});
export type WarmupSettings = z.infer<typeof warmupSettingsSchema>;

export const DEFAULT_WARMUP: WarmupSettings = warmupSettingsSchema.parse({});
