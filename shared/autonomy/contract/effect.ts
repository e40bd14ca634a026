import * as z from 'zod';

const changeSchema = z.object({
  what: z.string().describe('What is changed, as its owner names it: a page, a campaign'),
  field: z.string(),
  before: z.string().nullable().describe('Null: it is not there yet, or not known'),
  after: z.string().nullable().describe('Null: it is taken away'),
});

/** Exactly what would happen outside Rex: what a person approves, and what is then done. */
export const effectSchema = z
  .object({
    kind: z
      .string()
      .regex(/^[a-z_]+\.[a-z_]+$/)
      .describe('What is done, such as social.publish'),
    outside: z.boolean().describe('false: it only reads, and nothing outside Rex changes'),
    segment: z.string().max(60).describe('Whom or what it concerns; autonomy is earned for each apart'),
    summary: z.string().max(500).describe('One sentence'),
    facts: z
      .record(z.string(), z.unknown())
      .describe(
        'What the rules of the policy compare: short texts, numbers, true and false; no text of a person',
      ),
    recipients: z
      .object({
        count: z.number().int().min(0),
        sample: z.array(z.string()).max(20),
        digest: z.string().nullable().describe('Of all of them'),
      })
      .nullable(),
    content: z
      .object({
        subject: z.string().nullable(),
        text: z.string(),
        html: z.string().nullable(),
        leadId: z.string().optional().describe('The person whom it is written to, where it is one'),
      })
      .nullable(),
    changes: z.array(changeSchema).max(200),
    costUsd: z.number().min(0),
    limit: z.string().nullable().describe('The limit of the day that it counts in, beside that of all tasks'),
  })
  .meta({ id: 'Effect' });
