import * as z from 'zod';
import { channelSchema } from '../../contracts/channels.ts';
import { instantSchema } from '../../contracts/common.ts';
import { keepUnknown } from '../../contracts/tolerance.ts';
import { INBOUND_KINDS } from '../mail/inbound-kind.ts';

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
