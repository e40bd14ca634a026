import * as z from 'zod';
import { defineCommand } from '../command.ts';
import { requireLocalRex } from '../context.ts';

export const timeNow = defineCommand({
  name: 'time now',
  summary: 'Print the time of the local Rex',
  examples: ['rex time now'],
  input: z.strictObject({}),
  async run(context) {
    const now = (await (await requireLocalRex(context)).now()).toISOString();
    return { json: { now }, text: now };
  },
});
