import * as z from 'zod';
import { BOOKING_SERVICES } from '../../channels/contract/calendar.ts';
import { instantSchema, leadIdSchema } from '../../kernel/contract/common.ts';

/** Contains the 20 characters of its lead, so that it is found without an index. */
export const meetingIdSchema = z
  .string()
  .regex(/^mt_[0-9a-z]{20}_[0-9a-z]{16}$/, 'a meeting id looks like mt_, 20 characters, _ and 16 characters');

/**
 * `requested`: the host has to confirm it. `rescheduled`: another meeting took its place. `declined`: the host or the lead
 * refused it.
 */
export const MEETING_STATES = ['requested', 'booked', 'rescheduled', 'declined', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

export const MATCHED_BY = ['token', 'address', 'member'] as const;

export const meetingViewSchema = z
  .object({
    id: meetingIdSchema,
    state: z.enum(MEETING_STATES),
    source: z.enum(BOOKING_SERVICES),
    leadId: leadIdSchema,
    missionId: z
      .string()
      .nullable()
      .describe('The mission whose success it is; null when no message led to it'),
    step: z.number().int().nullable(),
    matchedBy: z
      .enum(MATCHED_BY)
      .describe(
        'How the lead was found: by the token in the link, by the address of the attendee, by a member who booked',
      ),
    title: z.string(),
    location: z.string().nullable(),
    startsAt: instantSchema,
    endsAt: instantSchema,
    attendee: z.string().describe('The address of the person who comes'),
    bookedAt: instantSchema.nullable().describe('When it was booked; null when it never was'),
    endedAt: instantSchema.nullable().describe('When it was called off, refused or moved'),
    endedBecause: z.string().nullable().describe('What whoever called it off wrote: text from outside'),
  })
  .meta({ id: 'Meeting' });
export type MeetingView = z.infer<typeof meetingViewSchema>;

export const calendarViewSchema = z
  .object({
    service: z.enum(['none', ...BOOKING_SERVICES]),
    eventType: z.string().nullable().describe('What is booked, as the service names it'),
    bookingUrl: z.string().nullable().describe('The page that {{ bookingUrl }} stands for in messages'),
    webhookUrl: z.string().nullable().describe('Where the service tells of bookings'),
    hasAccount: z.boolean().describe('Whether the secret rex/calendars has an account of the service'),
  })
  .meta({ id: 'Calendar' });
export type CalendarView = z.infer<typeof calendarViewSchema>;
