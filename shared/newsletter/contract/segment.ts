import * as z from 'zod';
import { instantSchema, lineText } from '../../kernel/contract/common.ts';
import { attributeNameSchema, languageSchema } from './newsletter.ts';

/** Whom of the subscribers an issue goes to. */
export const segmentSchema = z
  .strictObject({
    languages: z
      .array(languageSchema)
      .min(1)
      .max(20)
      .optional()
      .describe('One of these; en takes en-GB too. Who has no known language is left out'),
    subscribedFrom: instantSchema.optional().describe('Subscribed at this time or later'),
    subscribedBefore: instantSchema.optional().describe('Subscribed before this time'),
    attributes: z
      .record(
        attributeNameSchema,
        z
          .array(lineText({ max: 100 }))
          .min(1)
          .max(50),
      )
      .optional()
      .describe('Each of these has one of its values, such as {"plan": ["free", "trial"]}'),
  })
  .describe('All that is named has to hold; nothing named: everybody')
  .meta({ id: 'NewsletterSegment' });
export type Segment = z.infer<typeof segmentSchema>;
