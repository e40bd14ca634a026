import * as z from 'zod';
import { instantSchema, leadIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { MEETING_SOURCES, MEETING_STATES } from './meeting.ts';

const MEETING = {
  version: 1,
  channel: 'missions',
  aggregate: 'MEETING',
  data: z.object({
    leadId: leadIdSchema,
    missionId: z.string().nullable().describe('The mission whose success the meeting is'),
    source: z.enum(MEETING_SOURCES),
    state: z.enum(MEETING_STATES),
    startsAt: instantSchema,
    endsAt: instantSchema,
  }),
} as const;
const example = {
  leadId: 'l_0123456789abcdefghjk',
  missionId: 'm_01jd8w5gk3q4v6x8z0a2c4e6g8',
  source: 'calendly',
  state: 'booked',
  startsAt: '2026-12-01T15:00:00.000Z',
  endsAt: '2026-12-01T15:30:00.000Z',
} as const;

/** None of them contains an address or a text of a calendar. */
export const meetingEvents = events({
  'meeting.requested': {
    ...MEETING,
    summary:
      'A person asked for a meeting, which its host has to confirm; or a member invites a person, who has not accepted.',
    example: { ...example, source: 'calcom', state: 'requested' },
  },
  'meeting.booked': {
    ...MEETING,
    summary:
      'A person booked a meeting, or accepted the invitation to one. It ends their sequences, and is a success of the mission that led to it.',
    example,
  },
  'meeting.moved': {
    ...MEETING,
    summary: 'A meeting has another time, or another meeting took its place.',
    example: { ...example, state: 'rescheduled' },
  },
  'meeting.cancelled': {
    ...MEETING,
    summary:
      'A meeting was called off, or the invitation to it declined. A person who had booked is held until somebody decides.',
    example: { ...example, state: 'cancelled' },
  },
  'meeting.changed': {
    ...MEETING,
    summary:
      'Something else about a meeting changed, such as its place or its title, or somebody answered its invitation.',
    example,
  },
});
