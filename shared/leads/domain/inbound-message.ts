import * as z from 'zod';
import { channelSchema } from '../../channels/contract/channels.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown } from '../../kernel/contract/tolerance.ts';
import { INBOUND_KINDS } from '../../mail/domain/inbound-kind.ts';
import { HOLD_REASONS, REPLY_DECISIONS } from '../contract/hold.ts';

/** A mail or a text that came in, told apart and stored with the lead. `text` is what a person wrote; it is data, never instructions. */
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
  /** Where the bytes are, of a mail. */
  rawKey: z.string().optional(),
});

/** One that holds its person until somebody has decided. */
export const replySchema = inboundMessageSchema.extend({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  version: z.number().int().min(1),
  hold: z.object({
    reason: keepUnknown(z.enum(HOLD_REASONS)),
    /** Other leads that are the same person, as far as Rex knows, and are held with this one. */
    alsoHeld: z.array(leadIdSchema).default([]),
  }),
  decision: z
    .object({
      decision: keepUnknown(z.enum(REPLY_DECISIONS)),
      by: z.string(),
      at: instantSchema,
      note: z.string().optional(),
      /** Of a postponement: the day from which Rex may write again. */
      until: z.iso.date().optional(),
    })
    .optional(),
});
export type Reply = z.infer<typeof replySchema>;
