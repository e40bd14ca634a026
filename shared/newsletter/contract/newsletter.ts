import * as z from 'zod';
import { instantSchema, leadIdSchema, lineText, plainText } from '../../kernel/contract/common.ts';

export const newsletterIdSchema = z
  .string()
  .regex(/^[a-z][a-z0-9]{1,29}$/, 'a newsletter is named by 2 to 30 lower-case letters and digits');

/** Mail to a person who `bounced` or `complained` is never sent again. */
export const SUBSCRIPTION_STATES = ['pending', 'confirmed', 'unsubscribed', 'bounced', 'complained'] as const;
export type SubscriptionState = (typeof SUBSCRIPTION_STATES)[number];

export const newsletterBodySchema = z.strictObject({
  id: newsletterIdSchema.describe('Its name, such as news'),
  name: lineText({ max: 80 }).describe('As recipients see it'),
  purpose: lineText({ max: 300 }).describe('What it is sent for, and how often: people agree to that'),
  form: plainText({ max: 2_000 }).describe(
    'What people agree to, as the form shows it. A new text gets a new version; each proof names the version it is of',
  ),
  archive: z
    .boolean()
    .default(false)
    .describe('Whether each issue has a public page, whose address only its recipients know'),
});
export type NewsletterBody = z.infer<typeof newsletterBodySchema>;

export const newsletterViewSchema = z
  .object({
    id: newsletterIdSchema,
    name: z.string(),
    purpose: z.string(),
    listId: z
      .string()
      .describe('The List-Id of its mails, without angle brackets (RFC 2919). It never changes'),
    form: z.object({ version: z.number().int(), text: z.string(), since: instantSchema }),
    formAddress: z.string().describe('The public page with the form'),
    archive: z.boolean().describe('Whether each issue has a public page'),
    version: z.number().int(),
    createdAt: instantSchema,
    createdBy: z.string(),
  })
  .meta({ id: 'Newsletter' });
export type NewsletterView = z.infer<typeof newsletterViewSchema>;

export const languageSchema = z
  .string()
  .regex(/^[a-z]{2,3}(-[A-Z]{2})?$/, 'must be a language such as en or de-AT')
  .describe('In which the person reads, such as en or de-AT');

export const attributeNameSchema = z
  .string()
  .regex(/^[a-z][A-Za-z0-9]{0,29}$/, 'must be a name of 1 to 30 letters and digits, such as plan');

const MOST_ATTRIBUTES = 20;
const attributesSchema = z
  .record(attributeNameSchema, lineText({ max: 100 }))
  .refine((all) => Object.keys(all).length <= MOST_ATTRIBUTES, `has more than ${MOST_ATTRIBUTES} names`)
  .describe('What segments choose by, such as {"plan": "free"}');

export const subscriberViewSchema = z
  .object({
    lead: leadIdSchema.describe('What names the person: the id that they have as a lead, if they are one'),
    email: z.string(),
    state: z.enum(SUBSCRIPTION_STATES),
    since: instantSchema.describe('Since when it is in this state'),
    proof: z.object({
      kind: z.enum(['double_opt_in', 'member']),
      askedAt: instantSchema,
      askedFrom: z.string().nullable().describe('The IP address that sent the form'),
      source: z.string().describe('Where they asked: the page of the form, or what a member says'),
      form: z.number().int().nullable().describe('The version of the text of the form'),
      confirmedAt: instantSchema.nullable(),
      confirmedFrom: z.string().nullable(),
      by: z.string().nullable().describe('The member who added them'),
      text: z.string().nullable().describe('What a member says of the consent'),
    }),
    unsubscribedAt: instantSchema.nullable(),
    language: languageSchema.nullable(),
    attributes: attributesSchema,
  })
  .meta({ id: 'Subscriber' });
export type SubscriberView = z.infer<typeof subscriberViewSchema>;

export const addSubscriberBodySchema = z.strictObject({
  email: lineText({ max: 254 }),
  firstName: lineText({ max: 80 }).optional(),
  language: languageSchema.optional(),
  attributes: attributesSchema
    .optional()
    .describe('What segments choose by. Given for somebody who is subscribed, they replace what was known'),
  proof: z.strictObject({
    at: instantSchema.describe('When the person agreed'),
    source: lineText({ max: 300 }).describe('Where: the name of the fair, the number of the form'),
    text: plainText({ max: 1_000 }).describe('What they agreed to'),
  }),
});
