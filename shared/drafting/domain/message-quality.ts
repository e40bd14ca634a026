import * as z from 'zod';

/** How good an e-mail of a mission is, as it is stored with the templates. Names are plain text, so that those of other versions are read. */
export const messageQualitySchema = z.object({
  step: z.number().int(),
  variant: z.string(),
  /** 0 to 100, of the reading that is worst. */
  score: z.number().int(),
  level: z.string(),
  /** That of the workspace when it was judged. */
  threshold: z.number().int(),
  /** Of all its readings: by this a person lets it pass. */
  digest: z.string(),
  /** What brings most comes first. */
  findings: z.array(
    z.object({
      part: z.string(),
      rule: z.string(),
      says: z.string(),
      instead: z.string().nullable(),
      /** In the reading that was judged; null: it is of the whole. */
      passage: z
        .object({ in: z.string(), start: z.number().int(), end: z.number().int(), quote: z.string() })
        .nullable(),
      costs: z.number(),
      /** With this and those before it mended. */
      scoreAfter: z.number().int(),
    }),
  ),
  /** Findings beyond those. */
  more: z.number().int(),
});
export type MessageQuality = z.infer<typeof messageQualitySchema>;
