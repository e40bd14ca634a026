import * as z from 'zod';

/** Stored with the templates of a mission, and shown to whoever approves. Names are plain text here, so that old records stay readable. */
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
export type MessageQuality = z.infer<typeof messageQualitySchema>;
