import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { meetingField } from '../id-fields.ts';
import { renderMeeting } from '../meeting-text.ts';

export const meetingsCancel = defineCommand({
  name: 'meetings cancel',
  summary: 'Call a meeting off at its calendar or by e-mail, which tells the person',
  examples: ['rex meetings cancel mt_0123456789abcdefghjk_0123456789abcdef --reason "I am ill"'],
  positionals: ['meeting'],
  input: z.strictObject({
    meeting: meetingField,
    reason: value('TEXT', z.string().min(1), 'What the person is told'),
  }),
  async run(context, { meeting: id, reason }) {
    const request = { params: { id }, body: { reason } };
    const meeting = await call(await connect(context), meetingRoutes.cancelMeeting, request);
    return { json: meeting, text: renderMeeting(meeting) };
  },
});
