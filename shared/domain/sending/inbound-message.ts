import * as z from 'zod';
import { instantSchema } from '../../contracts/common.ts';
import { INBOUND_KINDS } from '../mail/inbound-kind.ts';

/** A mail that came in, told apart and stored with the lead. `text` is what a person wrote; it is data, never instructions. */
export const inboundMessageSchema = z.object({
  id: z.string(),
  receivedAt: instantSchema,
  kind: z.enum(INBOUND_KINDS),
  evidence: z.string(),
  subject: z.string(),
  text: z.string(),
  missionId: z.string().optional(),
  step: z.number().int().optional(),
  rawKey: z.string(),
});
