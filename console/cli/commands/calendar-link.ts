import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { leadField } from '../id-fields.ts';

export const calendarLink = defineCommand({
  name: 'calendar link',
  summary: 'A page on which one lead can book one meeting, once',
  examples: ['rex calendar link l_0123456789abcdefghjk'],
  positionals: ['lead'],
  input: z.strictObject({ lead: leadField }),
  async run(context, { lead: leadId }) {
    const link = await call(await connect(context), meetingRoutes.createBookingLink, { body: { leadId } });
    return { json: link, text: link.url };
  },
});
