import * as z from 'zod';
import { BOOKING_SERVICES, type BookingService } from '../../channels/contract/calendar.ts';
import { instantSchema, leadIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { shortHash } from '../../kernel/ids.ts';

/**
 * A booking that a member asked for. It is claimed before the service is called: services have no idempotency key, so an
 * outcome that is not known is looked up there before anything is booked again.
 */
export const bookingClaimSchema = z.object({
  workspace: workspaceIdSchema,
  leadId: leadIdSchema,
  id: z.string(),
  version: z.number().int().min(1),
  source: keepUnknown(z.enum(BOOKING_SERVICES)),
  startsAt: instantSchema,
  /** `claimed`: the service was called, and its answer is not known. */
  state: readUnknownAs(z.enum(['claimed', 'booked', 'refused']), 'claimed'),
  claimedAt: instantSchema,
  by: z.string(),
  meetingId: z.string().optional(),
});
export type BookingClaim = z.infer<typeof bookingClaimSchema>;

/** One person has one meeting at one time. */
export const bookingClaimIdOf = (service: BookingService, startsAt: string): string =>
  shortHash(`${service} ${startsAt}`, 16);
