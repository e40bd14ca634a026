import * as z from 'zod';
import {
  instantSchema,
  leadIdSchema,
  pageQuerySchema,
  workspaceIdSchema,
} from '../../kernel/contract/common.ts';
import { ANYONE, routes } from '../../kernel/contract/route.ts';
import { MEETING_STATES, meetingIdSchema, meetingViewSchema } from './meeting.ts';

const meetingParams = z.object({ id: meetingIdSchema });
const workspaceParams = z.object({ workspace: workspaceIdSchema });

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
