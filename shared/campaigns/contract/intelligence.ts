import * as z from 'zod';
import { instantSchema, lineText, plainText } from '../../kernel/contract/common.ts';

export const INTELLIGENCE_TYPES = [
  'competitive',
  'market_trend',
  'customer_behavior',
  'technology',
  'regulatory',
  'economic',
] as const;

export const intelligenceIdSchema = z
  .string()
  .regex(/^ie_[0-9a-z]{26}$/, 'the id of an entry looks like ie_ and 26 characters');

const fields = {
  type: z.enum(INTELLIGENCE_TYPES),
  title: lineText({ max: 200 }),
  text: plainText({ max: 10_000 }),
  source: lineText({ max: 1_000 }).describe('Where it is from: an address, a document, who said it'),
  confidence: z.number().min(0).max(1).describe('How sure it is: 1 is certain'),
  validUntil: instantSchema.describe('From then on it is expired'),
};
export const addIntelligenceBodySchema = z.strictObject({
  type: fields.type,
  title: fields.title,
  text: fields.text,
  source: fields.source,
  confidence: fields.confidence,
  validUntil: fields.validUntil.optional(),
});
export type AddIntelligenceBody = z.output<typeof addIntelligenceBodySchema>;

export const editIntelligenceBodySchema = z.strictObject({
  type: fields.type.optional(),
  title: fields.title.optional(),
  text: fields.text.optional(),
  source: fields.source.optional(),
  confidence: fields.confidence.optional(),
  validUntil: fields.validUntil.nullable().optional(),
});
export type EditIntelligenceBody = z.output<typeof editIntelligenceBodySchema>;

export const intelligenceViewSchema = z
  .object({
    id: intelligenceIdSchema,
    version: z.number().int().describe('Its ETag'),
    type: z.enum(INTELLIGENCE_TYPES),
    title: z.string(),
    text: z.string(),
    source: z.string(),
    confidence: z.number(),
    validUntil: instantSchema.nullable(),
    expired: z.boolean(),
    createdAt: instantSchema,
    createdBy: z.string(),
    updatedAt: instantSchema,
  })
  .meta({ id: 'Intelligence' });
export type IntelligenceView = z.infer<typeof intelligenceViewSchema>;
