import * as z from 'zod';

/** How good an e-mail of a mission is, as whoever approves sees it. */
export const messageQualitySchema = z.object({
  step: z.number().int(),
  variant: z.string(),
  score: z.number().int().describe('0 to 100, of the reading that is worst'),
  level: z.string(),
  threshold: z.number().int().describe('That of the workspace when it was judged'),
  digest: z.string().describe('Of all its readings: by this a person lets it pass'),
  findings: z
    .array(
      z.object({
        part: z.string(),
        rule: z.string(),
        says: z.string(),
        instead: z.string().nullable(),
        passage: z
          .object({
            in: z.string().describe('subject or text'),
            start: z.number().int(),
            end: z.number().int(),
            quote: z.string(),
          })
          .nullable()
          .describe('In the reading that was judged; null: it is of the whole'),
        costs: z.number(),
        scoreAfter: z.number().int().describe('With this and those before it mended'),
      }),
    )
    .describe('What brings most comes first'),
  more: z.number().int().describe('Findings beyond those'),
});
