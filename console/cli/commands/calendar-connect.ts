import * as z from 'zod';
import { BOOKING_SERVICES } from '../../../shared/channels/contract/calendar.ts';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { renderCalendar } from '../meeting-text.ts';

export const calendarConnect = defineCommand({
  name: 'calendar connect',
  summary: 'Have leads book in an account at Calendly or Cal.com',
  details:
    'Put the token of the account into the secret rex/calendars first. Rex has the service tell of bookings, and puts the page into messages where a template has {{ bookingUrl }}. Without --event-type, the only one that the account offers is booked.',
  examples: ['rex calendar connect calendly', 'rex calendar connect calcom --event-type 4711'],
  positionals: ['service'],
  input: z.strictObject({
    service: value('SERVICE', z.enum(BOOKING_SERVICES), `One of ${BOOKING_SERVICES.join(', ')}`),
    'event-type': value('ID', z.string().optional(), 'What is booked, as the service names it'),
  }),
  async run(context, { service, 'event-type': eventType }) {
    const body = { service, ...(eventType === undefined ? {} : { eventType }) };
    const calendar = await call(await connect(context), meetingRoutes.connectCalendar, { body });
    return { json: calendar, text: renderCalendar(calendar) };
  },
});
