import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderCalendar } from '../meeting-text.ts';

export const calendarDisconnect = defineCommand({
  name: 'calendar disconnect',
  summary: 'Have leads book nowhere',
  details: 'Meetings that are known stay. Changes of them are not heard of any more.',
  examples: ['rex calendar disconnect'],
  input: z.strictObject({}),
  async run(context) {
    const calendar = await call(await connect(context), meetingRoutes.disconnectCalendar, {});
    return { json: calendar, text: renderCalendar(calendar) };
  },
});
