import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { INBOUND_KINDS } from '../../mail/domain/inbound-kind.ts';
import { HOLD_REASONS, REPLY_DECISIONS } from '../contract/hold.ts';

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
