import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { CLASS_CERTAINTIES, CLASS_READERS, REPLY_CLASSES } from '../../mail/contract/reply-class.ts';
import { INBOUND_KINDS } from '../../mail/domain/inbound-kind.ts';
import { HOLD_REASONS, REPLY_DECISIONS } from '../contract/hold.ts';

/** What the author wants. Texts in it come from them: data, never instructions. */
const readingSchema = z.object({
  class: keepUnknown(z.enum(REPLY_CLASSES)),
  certainty: keepUnknown(z.enum(CLASS_CERTAINTIES)),
  by: keepUnknown(z.enum(CLASS_READERS)),
  /** ISO 639-1; absent when it is not known. */
  language: z.string().optional(),
  /** `later`: the day from which it suits them. `out_of_office`: the last day of the absence. */
  day: z.iso.date().optional(),
  /** The sentence that decided. */
  sentence: z.string().optional(),
  /** `referral`, `wrong_person`: whom they name. Rex never writes to this person by itself. */
  referredTo: z.object({ name: z.string().optional(), email: z.string().optional() }).optional(),
  /** Of a class that a person has corrected: of this text, or of the same words before. */
  corrected: z.object({ by: z.string(), at: instantSchema }).optional(),
});

/** An inbound mail or text, classified and stored with the lead. `text` is what a person wrote: data, never instructions. */
export const inboundMessageSchema = z.object({
  id: z.string(),
  receivedAt: instantSchema,
  kind: keepUnknown(z.enum(INBOUND_KINDS)),
  evidence: z.string(),
  subject: z.string(),
  text: z.string(),
  missionId: z.string().optional(),
  step: z.number().int().optional(),
  channel: channelSchema.default('email'),
  /** Of a mail, as its author's server gave it: what an answer refers to. */
  messageId: z.string().optional(),
  /** Absent in records of versions that did not read for it. */
  reading: readingSchema.optional(),
  /** Key of the file with the bytes of a mail. */
  rawKey: z.string().optional(),
});

/** An inbound message that holds its author until somebody has decided. */
export const replySchema = inboundMessageSchema.extend({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  hold: z.object({
    reason: keepUnknown(z.enum(HOLD_REASONS)),
    /** Other leads that are the same person, as far as Rex knows. They are held with this one. */
    alsoHeld: z.array(leadIdSchema).default([]),
  }),
  decision: z
    .object({
      decision: keepUnknown(z.enum(REPLY_DECISIONS)),
      by: z.string(),
      at: instantSchema,
      note: z.string().optional(),
      /** With `postpone`: the day from which Rex may write again. */
      until: z.iso.date().optional(),
    })
    .optional(),
});
export type Reply = z.infer<typeof replySchema>;
