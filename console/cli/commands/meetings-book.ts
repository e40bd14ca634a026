import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { leadField } from '../id-fields.ts';
import { renderMeeting } from '../meeting-text.ts';

export const meetingsBook = defineCommand({
  name: 'meetings book',
  summary: 'Book a free time for a lead, whom the calendar tells',
  details: 'The same again finds the meeting that is there. Calendly books for others on paid plans only.',
  examples: ['rex meetings book l_0123456789abcdefghjk --at 2026-12-01T15:00:00Z'],
  positionals: ['lead'],
  input: z.strictObject({
    lead: leadField,
    at: value('INSTANT', z.iso.datetime(), 'One of the times that "rex calendar slots" shows'),
  }),
  async run(context, { lead: leadId, at: startsAt }) {
    const body = { leadId, startsAt };
    const meeting = await call(await connect(context), meetingRoutes.bookMeeting, { body });
    return { json: meeting, text: renderMeeting(meeting) };
  },
});
