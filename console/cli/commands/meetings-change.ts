import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { usageError } from '../cli-error.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { meetingField } from '../id-fields.ts';
import { renderMeeting } from '../meeting-text.ts';

export const meetingsChange = defineCommand({
  name: 'meetings change',
  summary: 'Change a meeting to which you invited by e-mail, and invite to its new version',
  details:
    'What you leave out stays. The person has to accept the new version: until then the meeting is "requested".\n' +
    'An invitation that was rejected, withdrawn or blocked is asked for anew, also with another --note only.',
  examples: ['rex meetings change mt_0123456789abcdefghjk_0123456789abcdef --at 2026-12-02T09:00:00Z'],
  positionals: ['meeting'],
  input: z.strictObject({
    meeting: meetingField,
    at: value('INSTANT', z.iso.datetime().optional(), 'When it begins, in UTC'),
    minutes: value('N', z.coerce.number().int().min(5).max(1440).optional(), 'How long it is'),
    title: value('TEXT', z.string().min(1).max(200).optional(), 'How it is called in both calendars'),
    place: value('TEXT', z.string().min(1).max(300).optional(), 'A room, a number, or the address of a call'),
    note: value(
      'TEXT',
      z.string().min(1).max(5_000).optional(),
      'Words of yours, before the time and the place',
    ),
  }),
  async run(context, { meeting: id, at: startsAt, place: location, ...input }) {
    const body = {
      ...input,
      ...(startsAt === undefined ? {} : { startsAt }),
      ...(location === undefined ? {} : { location }),
    };
    if (Object.values(body).every((each) => each === undefined))
      throw usageError('Name what changes: --at, --minutes, --title, --place or --note.');
    const meeting = await call(await connect(context), meetingRoutes.changeMeeting, { params: { id }, body });
    return { json: meeting, text: renderMeeting(meeting) };
  },
});
