import * as z from 'zod';
import { lineText, NO_BLANKS } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';

/** Services that keep a calendar and take bookings. */
export const BOOKING_SERVICES = ['calendly', 'calcom'] as const;
export type BookingService = (typeof BOOKING_SERVICES)[number];

/** Which calendar the leads of a workspace book in. */
export const calendarSettingsSchema = z.strictObject({
  service: refuseUnknown(z.enum(['none', ...BOOKING_SERVICES]))
    .default('none')
    .describe('The booking service; the account is in the secret rex/calendars'),
  bookingUrl: z
    .string()
    .regex(NO_BLANKS, 'must be an address without blanks or control characters')
    .max(200)
    .check(z.url({ protocol: /^https?$/ }))
    .optional()
    .describe(
      'The page on which leads pick a time: {{ bookingUrl }} in messages, with a token of the message',
    ),
  eventType: lineText({ max: 200 })
    .optional()
    .describe('What is booked: the URI of an event type of Calendly, or the number of one of Cal.com'),
  minutes: z
    .number()
    .int()
    .min(5)
    .max(480)
    .default(30)
    .describe('How long a meeting is, where the service does not say'),
});
