import * as z from 'zod';
import { BOOKING_SERVICES } from '../../channels/contract/calendar.ts';
import {
  idempotencyKeySchema,
  instantSchema,
  leadIdSchema,
  lineText,
  pageQuerySchema,
  plainText,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { calendarViewSchema, MEETING_STATES, meetingIdSchema, meetingViewSchema } from './meeting.ts';

const meetingParams = z.object({ id: meetingIdSchema });
const workspaceParams = z.object({ workspace: workspaceIdSchema });

const minutesSchema = z.int().min(5).max(1440).describe('How long it is');
const placeSchema = lineText({ max: 300 }).describe('A room, a number, or the address of a call');
const noteSchema = plainText({ max: 5_000 }).describe('Words of yours, before the time and the place');

export const meetingRoutes = routes({
  listMeetings: {
    operationId: 'listMeetings',
    method: 'GET',
    path: '/api/rex/meetings',
    summary: 'Meetings with leads, the earliest first.',
    roles: ANYONE,
    query: pageQuerySchema.extend({
      state: z.enum(MEETING_STATES).default('booked'),
      from: instantSchema.optional().describe('Only meetings that begin then or later'),
      lead: leadIdSchema.optional().describe('All meetings of this lead, in any state'),
    }),
    success: {
      status: 200,
      schema: z.object({ meetings: z.array(meetingViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getMeeting: {
    operationId: 'getMeeting',
    method: 'GET',
    path: '/api/rex/meetings/{id}',
    summary: 'One meeting.',
    roles: ANYONE,
    params: meetingParams,
    success: { status: 200, schema: meetingViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  bookMeeting: {
    operationId: 'bookMeeting',
    method: 'POST',
    path: '/api/rex/meetings',
    summary:
      'Book a free time for a lead in the connected calendar, which tells the person. The same again finds the meeting that is there.',
    roles: OPERATORS,
    body: z.strictObject({
      leadId: leadIdSchema,
      startsAt: instantSchema.describe('One of the free times (`GET /api/rex/calendar/slots`)'),
    }),
    success: { status: 201, schema: meetingViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  inviteToMeeting: {
    operationId: 'inviteToMeeting',
    method: 'POST',
    path: '/api/rex/meetings/invitations',
    summary:
      'Invite a lead to a meeting by e-mail, which every calendar can answer. It goes out at once, or after an approval, as `answers` in the settings says.',
    roles: OPERATORS,
    headers: z.object({
      'idempotency-key': idempotencyKeySchema
        .optional()
        .describe('A repeat with the same key and body sends no second invitation and returns the first one'),
    }),
    body: z.strictObject({
      leadId: leadIdSchema,
      startsAt: instantSchema.describe('In the future'),
      minutes: minutesSchema.default(30),
      title: lineText({ max: 200 }),
      location: placeSchema.optional(),
      note: noteSchema.optional(),
    }),
    success: { status: 202, schema: meetingViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'IDEMPOTENCY_MISMATCH'],
  },
  changeMeeting: {
    operationId: 'changeMeeting',
    method: 'PATCH',
    path: '/api/rex/meetings/{id}',
    summary:
      'Change the time, title or place of a meeting to which Rex invited by e-mail, and invite to its new version. What is left out stays.',
    roles: OPERATORS,
    params: meetingParams,
    body: z.strictObject({
      startsAt: instantSchema.optional(),
      minutes: minutesSchema.optional(),
      title: lineText({ max: 200 }).optional(),
      location: placeSchema.optional(),
      note: noteSchema.optional(),
    }),
    success: { status: 202, schema: meetingViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'IDEMPOTENCY_MISMATCH'],
  },
  cancelMeeting: {
    operationId: 'cancelMeeting',
    method: 'POST',
    path: '/api/rex/meetings/{id}/cancel',
    summary:
      'Call a meeting off at its calendar, or by e-mail where Rex invited to it; the person is told. The same again changes nothing.',
    roles: OPERATORS,
    params: meetingParams,
    body: z.strictObject({ reason: lineText({ max: 300 }).describe('What the person is told') }),
    success: { status: 200, schema: meetingViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  getCalendar: {
    operationId: 'getCalendar',
    method: 'GET',
    path: '/api/rex/calendar',
    summary: 'The calendar in which leads book.',
    roles: ANYONE,
    success: { status: 200, schema: calendarViewSchema },
    errors: [],
  },
  connectCalendar: {
    operationId: 'connectCalendar',
    method: 'PUT',
    path: '/api/rex/calendar',
    summary:
      'Have leads book in the account of the secret rex/calendars: chooses what they book, and has the service tell of bookings.',
    roles: ADMINS,
    body: z.strictObject({
      service: z.enum(BOOKING_SERVICES),
      eventType: lineText({ max: 200 })
        .optional()
        .describe('What is booked; needed where the account offers more than one'),
    }),
    success: { status: 200, schema: calendarViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  disconnectCalendar: {
    operationId: 'disconnectCalendar',
    method: 'DELETE',
    path: '/api/rex/calendar',
    summary:
      'Have leads book nowhere. Meetings that are known stay; changes of them are not heard of any more.',
    roles: ADMINS,
    success: { status: 200, schema: calendarViewSchema },
    errors: ['NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  listSlots: {
    operationId: 'listSlots',
    method: 'GET',
    path: '/api/rex/calendar/slots',
    summary: 'Free times of the connected calendar, in order.',
    roles: ANYONE,
    query: z.object({
      from: instantSchema.optional().describe('Now, where it is absent'),
      days: z.coerce.number().int().min(1).max(28).default(7),
    }),
    success: { status: 200, schema: z.object({ slots: z.array(instantSchema) }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  createBookingLink: {
    operationId: 'createBookingLink',
    method: 'POST',
    path: '/api/rex/calendar/links',
    summary: 'A page on which one lead can book one meeting, once.',
    roles: OPERATORS,
    body: z.strictObject({ leadId: leadIdSchema }),
    success: { status: 201, schema: z.object({ url: z.string() }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT', 'RATE_LIMITED', 'PROVIDER_UNAVAILABLE'],
  },
  calendlyEvents: {
    operationId: 'calendlyEvents',
    method: 'POST',
    path: '/webhook/calendly/{workspace}',
    summary:
      'Webhook of Calendly: somebody booked, moved or called off a meeting (Calendly-Webhook-Signature). Rex sets it up when it connects.',
    roles: 'signed',
    params: workspaceParams,
    success: { status: 204 },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
  calcomEvents: {
    operationId: 'calcomEvents',
    method: 'POST',
    path: '/webhook/calcom/{workspace}',
    summary:
      'Webhook of Cal.com: somebody booked, moved or called off a meeting (X-Cal-Signature-256). Rex sets it up when it connects.',
    roles: 'signed',
    params: workspaceParams,
    success: { status: 204 },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED'],
  },
});
