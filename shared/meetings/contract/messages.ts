import * as z from 'zod';
import { BOOKING_SERVICES } from '../../channels/contract/calendar.ts';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { queues } from '../../kernel/contract/queue-contract.ts';
import { MEETING_STATES } from './meeting.ts';

/** What a booking service says of one booking, after its signature was verified. The texts in it are from outside. */
const meetingNewsSchema = z.object({
  source: z.enum(BOOKING_SERVICES),
  /** The name of the booking at its service. */
  externalId: z.string().min(1).max(300),
  state: z.enum(MEETING_STATES),
  /** When it happened, by the clock of the service. */
  at: instantSchema,
  startsAt: instantSchema,
  endsAt: instantSchema,
  title: z.string(),
  location: z.string().optional(),
  attendee: z.string().max(320),
  /** What the link carried. */
  token: z.string().max(200).optional(),
  /** The booking in whose place it is. */
  replaces: z.string().max(300).optional(),
  reason: z.string().optional(),
});
export type MeetingNews = z.infer<typeof meetingNewsSchema>;

const meetingMessageSchema = z.object({
  workspace: workspaceIdSchema,
  news: z.array(meetingNewsSchema).min(1).max(10),
});
export type MeetingMessage = z.infer<typeof meetingMessageSchema>;

export const meetingQueues = queues({
  meetings: {
    message: meetingMessageSchema,
    impact: 'Meetings that people booked or called off are not known: messages may go to people who booked.',
    workSeconds: 30,
    batchSize: 10,
  },
});
