import * as z from 'zod';
import { leadIdSchema } from '../../../shared/kernel/contract/common.ts';
import { MEETING_STATES } from '../../../shared/meetings/contract/meeting.ts';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderMeetings } from '../meeting-text.ts';
import { limitField, moreHint } from '../paging.ts';

export const meetingsList = defineCommand({
  name: 'meetings list',
  summary: 'Meetings with leads, the earliest first',
  details: 'Bookings at Calendly and Cal.com, and meetings to which you invited by e-mail.',
  examples: ['rex meetings list', 'rex meetings list --state cancelled --json'],
  input: z.strictObject({
    state: value(
      'STATE',
      z.enum(MEETING_STATES).default('booked'),
      `Only meetings in this state: ${MEETING_STATES.join(', ')}`,
    ),
    lead: value('LEAD', leadIdSchema.optional(), 'All meetings of this lead, in any state'),
    from: value('INSTANT', z.iso.datetime().optional(), 'Only those that begin then or later'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, query) {
    const page = await call(await connect(context), meetingRoutes.listMeetings, { query });
    const text =
      page.meetings.length === 0 ? 'No meetings.' : renderMeetings(page.meetings) + moreHint(page.cursor);
    return { json: page, text };
  },
});
