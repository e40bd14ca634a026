import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { correspondenceEvents } from '../contract/events.ts';

/** An approved answer to a frequent question. */
export const faqEntrySchema = z.object({
  workspace: workspaceIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  /** As people ask it: each in other words. */
  questions: z.array(z.string()),
  /** May name the person and the brand by slots (`domain/answer-words.ts`). */
  answer: z.string(),
  /** What proves the answer: a document, a page, a record. */
  source: z.string(),
  /** true: a template, which a person sees before it goes out. */
  asks: z.boolean(),
  changedAt: instantSchema,
  changedBy: z.string(),
});
export type FaqEntry = z.infer<typeof faqEntrySchema>;

/** An event about an entry, whose version is the one after the change. */
export const faqEvent = (
  { workspace, id, version, questions, source, asks }: FaqEntry,
  change: 'put' | 'removed',
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    correspondenceEvents,
    'faq.changed',
    {
      about: id,
      sequence: version,
      workspace,
      correlationId,
      actor,
      data: { change, questions: questions.length, source, asks },
    },
    now,
  );
