import * as z from 'zod';
import { defineCommand, value } from '../command.ts';
import { requireLocalRex } from '../context.ts';
import { formatDuration, parseDuration } from '../duration.ts';

const EXPLAINED = 'a duration such as 3d, 2h30m, 1w or 90s';

const durationSchema = z.string().transform((text, context) => {
  const ms = parseDuration(text);
  if (ms !== undefined && ms > 0) return ms;
  context.addIssue({ code: 'custom', message: `"${text}" is not ${EXPLAINED}` });
  return z.NEVER;
});

export const timeAdvance = defineCommand({
  name: 'time advance',
  summary: 'Move the clock of the local Rex forward',
  details:
    'Everything that falls due in that time happens: schedules, waits, the next e-mails. The clock never goes back.',
  examples: ['rex time advance 3d', 'rex time advance 2h30m'],
  positionals: ['duration'],
  input: z.strictObject({
    duration: value('DURATION', durationSchema, `How far to move the clock: ${EXPLAINED}`),
  }),
  async run(context, { duration }) {
    const rex = await requireLocalRex(context);
    await rex.advance(duration);
    const now = (await rex.now()).toISOString();
    return { json: { now, advancedMs: duration }, text: `${formatDuration(duration)} later it is ${now}.` };
  },
});
