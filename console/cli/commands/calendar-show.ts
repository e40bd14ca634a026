import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { renderCalendar } from '../meeting-text.ts';

export const calendarShow = defineCommand({
  name: 'calendar show',
  summary: 'The calendar in which leads book',
  examples: ['rex calendar show'],
  input: z.strictObject({}),
  async run(context) {
    const calendar = await call(await connect(context), meetingRoutes.getCalendar, {});
    return { json: calendar, text: renderCalendar(calendar) };
  },
});
