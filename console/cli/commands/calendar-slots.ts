import * as z from 'zod';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const calendarSlots = defineCommand({
  name: 'calendar slots',
  summary: 'Free times of the connected calendar',
  examples: ['rex calendar slots', 'rex calendar slots --days 14 --json'],
  input: z.strictObject({
    from: value('INSTANT', z.iso.datetime().optional(), 'Not before then; now by default'),
    days: value('DAYS', z.coerce.number().int().min(1).max(28).default(7), 'For so many days (28 at most)'),
  }),
  async run(context, query) {
    const { slots } = await call(await connect(context), meetingRoutes.listSlots, { query });
    return { json: { slots }, text: slots.length === 0 ? 'No free times.' : slots.join('\n') };
  },
});
