import * as z from 'zod';
import { HOUR } from '../../../shared/kernel/clock.ts';
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

/** So many rounds of all schedules at most: a quarter of a year takes no longer than a day. */
const MOST_STEPS = 24;

/** The clock runs every schedule once at the end of each of its ways, so a long way is gone in steps. */
export function stepsOf(ms: number): number[] {
  const count = Math.max(1, Math.min(MOST_STEPS, Math.floor(ms / HOUR)));
  const step = Math.floor(ms / count);
  return Array.from({ length: count }, (_, n) => (n < count - 1 ? step : ms - step * (count - 1)));
}

export const timeAdvance = defineCommand({
  name: 'time advance',
  summary: 'Move the clock of the local Rex forward',
  details:
    'Everything that falls due in that time happens, in its order: waits, the next e-mails. The schedules of Rex run on the way too,\n' +
    'every hour of a day, and 24 times at even steps of a longer time: of 24 days, once a day. The clock never goes back.',
  examples: ['rex time advance 3d', 'rex time advance 2h30m'],
  positionals: ['duration'],
  input: z.strictObject({
    duration: value('DURATION', durationSchema, `How far to move the clock: ${EXPLAINED}`),
  }),
  async run(context, { duration }) {
    const rex = await requireLocalRex(context);
    for (const step of stepsOf(duration)) await rex.advance(step);
    const now = (await rex.now()).toISOString();
    return { json: { now, advancedMs: duration }, text: `${formatDuration(duration)} later it is ${now}.` };
  },
});
