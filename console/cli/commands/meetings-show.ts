import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { meetingField } from '../id-fields.ts';
import { renderMeeting } from '../meeting-text.ts';

export const meetingsShow = defineCommand({
  name: 'meetings show',
  summary: 'A meeting: when, with whom, and what led to it',
  examples: ['rex meetings show mt_0123456789abcdefghjk_0123456789abcdef'],
  positionals: ['meeting'],
  input: z.strictObject({ meeting: meetingField }),
  async run(context, { meeting: id }) {
    const meeting = await call(await connect(context), meetingRoutes.getMeeting, { params: { id } });
    return { json: meeting, text: renderMeeting(meeting) };
  },
});
