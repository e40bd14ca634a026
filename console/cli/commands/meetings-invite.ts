import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { leadField } from '../id-fields.ts';
import { renderMeeting } from '../meeting-text.ts';

export const meetingsInvite = defineCommand({
  name: 'meetings invite',
  summary: 'Invite a lead to a meeting by e-mail, which their calendar answers',
  details:
    'Needs no booking service. The invitation goes out at once, or after an approval, as "answers" in the settings says.\n' +
    'When the person accepts, the meeting is booked and their sequences end. What they answer is in "rex meetings show"\n' +
    'and "rex inbox show"; another time that they propose is taken with "rex meetings change".',
  examples: [
    'rex meetings invite l_0123456789abcdefghjk --at 2026-12-01T15:00:00Z --minutes 30 --title "Introduction"',
    'rex meetings invite l_0123456789abcdefghjk --at 2026-12-01T15:00:00Z --title Demo --place https://meet.example/1 --json',
  ],
  positionals: ['lead'],
  input: z.strictObject({
    lead: leadField,
    at: value('INSTANT', z.iso.datetime(), 'When it begins, in UTC'),
    minutes: value('N', z.coerce.number().int().min(5).max(1440).default(30), 'How long it is'),
    title: value('TEXT', z.string().min(1).max(200), 'How it is called in both calendars'),
    place: value('TEXT', z.string().min(1).max(300).optional(), 'A room, a number, or the address of a call'),
    note: value(
      'TEXT',
      z.string().min(1).max(5_000).optional(),
      'Words of yours, before the time and the place',
    ),
    key: value(
      'KEY',
      z.string().max(200).optional(),
      'Idempotency-Key: a repeat with it sends no second invitation',
    ),
  }),
  async run(context, { lead: leadId, at: startsAt, place: location, key, ...input }) {
    const meeting = await call(await connect(context), meetingRoutes.inviteToMeeting, {
      body: { leadId, startsAt, ...input, ...(location === undefined ? {} : { location }) },
      ...(key === undefined ? {} : { headers: { 'idempotency-key': key } }),
    });
    return { json: meeting, text: renderMeeting(meeting) };
  },
});
