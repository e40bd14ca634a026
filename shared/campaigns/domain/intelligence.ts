import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { campaignEvents } from '../contract/events.ts';
import { INTELLIGENCE_TYPES, type IntelligenceView, intelligenceIdSchema } from '../contract/intelligence.ts';

/** What somebody learned about the world outside. */
export const intelligenceSchema = z.object({
  workspace: workspaceIdSchema,
  id: intelligenceIdSchema,
  version: z.number().int().min(1),
  type: keepUnknown(z.enum(INTELLIGENCE_TYPES)),
  title: z.string(),
  text: z.string(),
  source: z.string(),
  confidence: z.number(),
  validUntil: instantSchema.optional(),
  createdAt: instantSchema,
  createdBy: z.string(),
  updatedAt: instantSchema,
});
export type Intelligence = z.infer<typeof intelligenceSchema>;

export const isExpired = ({ validUntil }: Pick<Intelligence, 'validUntil'>, now: Date): boolean =>
  validUntil !== undefined && Date.parse(validUntil) <= now.getTime();

export const intelligenceView = (entry: Intelligence, now: Date): IntelligenceView => {
  const { workspace: _, validUntil = null, ...rest } = entry;
  return { ...rest, validUntil, expired: isExpired(entry, now) };
};

/** An event about an entry: its sequence is the version that the entry gets, or would get when it is removed. */
export const intelligenceEvent = (
  { workspace, id, type, title, source, confidence, validUntil = undefined }: Intelligence,
  name: 'intelligence.added' | 'intelligence.changed' | 'intelligence.removed',
  sequence: number,
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    campaignEvents,
    name,
    {
      about: id,
      sequence,
      workspace,
      correlationId,
      actor,
      data: { type, title, source, confidence, validUntil: validUntil ?? null },
    },
    now,
  );
