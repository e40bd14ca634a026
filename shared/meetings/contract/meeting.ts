import * as z from 'zod';
import { BOOKING_SERVICES } from '../../channels/contract/calendar.ts';
import { ANSWER_STATES, answerIdSchema } from '../../inbox/contract/answer.ts';
import { approvalIdSchema, instantSchema, leadIdSchema } from '../../kernel/contract/common.ts';
import { CALENDAR_ANSWERS } from '../../mail/contract/calendar-answer.ts';

/** Contains the 20 characters of its lead, so that it is found without an index. */
export const meetingIdSchema = z
  .string()
  .regex(/^mt_[0-9a-z]{20}_[0-9a-z]{16}$/, 'a meeting id looks like mt_, 20 characters, _ and 16 characters');

/**
 * `requested`: the host has to confirm it, or the lead is invited and has not accepted. `rescheduled`: another meeting took its
 * place. `declined`: the host or the lead refused it.
 */
export const MEETING_STATES = ['requested', 'booked', 'rescheduled', 'declined', 'cancelled'] as const;
export type MeetingState = (typeof MEETING_STATES)[number];

/** Where meetings come from: a booking service, or an invitation that Rex sends by e-mail. */
export const MEETING_SOURCES = [...BOOKING_SERVICES, 'email'] as const;
export type MeetingSource = (typeof MEETING_SOURCES)[number];

export const MATCHED_BY = ['token', 'address', 'member'] as const;

const invitationViewSchema = z.object({
  sequence: z.number().int().describe('Which version of the meeting is the present one; the first is 0'),
  answerId: answerIdSchema.nullable().describe('The mail of the present version; null when there is none'),
  mailState: z.enum(ANSWER_STATES).nullable().describe('What became of this mail'),
  mailReason: z.string().nullable().describe('Why it waits, was not sent, or failed'),
  approvalId: approvalIdSchema.nullable(),
  answers: z
    .array(
      z.object({
        attendee: z
          .string()
          .describe('Who answered; another address than that of the meeting is of somebody who got it on'),
        answer: z.enum(CALENDAR_ANSWERS),
        sequence: z.number().int().describe('Which version they answered'),
        at: instantSchema,
      }),
    )
    .describe('The latest answer of each. Only that of the attendee to the present version decides'),
  proposal: z
    .object({ startsAt: instantSchema, endsAt: instantSchema, at: instantSchema })
    .nullable()
    .describe('Another time, which the attendee proposes. Change the meeting to take it'),
});

export const meetingViewSchema = z
  .object({
    id: meetingIdSchema,
    state: z.enum(MEETING_STATES),
    source: z.enum(MEETING_SOURCES),
    leadId: leadIdSchema,
    missionId: z
      .string()
      .nullable()
      .describe('The mission whose success it is; null when no message led to it'),
    step: z.number().int().nullable(),
    matchedBy: z
      .enum(MATCHED_BY)
      .describe(
        'How the lead was found: by the token in the link, by the address of the attendee, by a member who booked or invited',
      ),
    title: z.string(),
    location: z.string().nullable(),
    startsAt: instantSchema,
    endsAt: instantSchema,
    attendee: z.string().describe('The address of the person who comes'),
    bookedAt: instantSchema.nullable().describe('When it was booked; null when it never was'),
    endedAt: instantSchema.nullable().describe('When it was called off, refused or moved'),
    endedBecause: z.string().nullable().describe('What whoever called it off wrote: text from outside'),
    invitation: invitationViewSchema
      .nullable()
      .describe('The mails by which Rex invites; null for meetings of a booking service'),
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
