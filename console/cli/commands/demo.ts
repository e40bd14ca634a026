import * as z from 'zod';
import { isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { CliError, usageError } from '../cli-error.ts';
import { defineCommand, flag, value } from '../command.ts';
import { DEFAULT_COUNT, DEFAULT_SEED } from '../demo/begin-demo.ts';
import { renderDemo } from '../demo/demo-text.ts';
import { runDemo } from '../demo/run-demo.ts';
import { createTerminal } from '../terminal/terminal.ts';

const MAX_COUNT = 100_000;

export const demo = defineCommand({
  name: 'demo',
  summary: 'Run the main job, from a CSV file to a finished mission, with simulated recipients',
  details:
    'Uses the Rex that runs for this home, or starts one and stops it at the end. Without files it generates leads and\n' +
    'orders. An interrupted demo continues when it is started again. Nothing leaves this machine,\n' +
    'unless REX_OPENAI=on makes Rex call the language model of OPENAI_API_KEY; the demo then says so.',
  examples: [
    'rex demo',
    'rex demo --yes --count 500 --seed 7',
    'rex demo --leads leads.csv --orders orders.csv --as-of 1997-09-30 --yes --json',
  ],
  input: z.strictObject({
    leads: value('FILE', z.string().min(1).optional(), 'CSV file of leads'),
    orders: value('FILE', z.string().min(1).optional(), 'CSV file of their orders'),
    'as-of': value('DATE', isoDateSchema.optional(), 'The purchase history is read up to this day (today)'),
    yes: flag('Approve the messages without asking'),
    people: value('FILE', z.string().min(1).optional(), 'Profile of the simulated recipients (JSON)'),
    seed: value(
      'N',
      z.coerce
        .number()
        .int()
        .min(0)
        .max(2 ** 32 - 1)
        .optional(),
      `Seed of leads and recipients (${DEFAULT_SEED})`,
    ),
    count: value(
      'N',
      z.coerce.number().int().min(1).max(MAX_COUNT).optional(),
      `Number of leads to generate (${DEFAULT_COUNT})`,
    ),
    fresh: flag('Start a new demo, even if one was interrupted'),
  }),
  async run(context, { 'as-of': asOf, yes, fresh, ...wishes }) {
    if ((wishes.leads === undefined) !== (wishes.orders === undefined)) {
      throw usageError('Give --leads and --orders together, or neither.');
    }
    if (context.settings.remote) {
      throw new CliError('LOCAL_ONLY', 'The demo simulates recipients, so it runs on the local Rex only.');
    }
    const terminal = createTerminal(context.streams.stderr);
    const { workspace } = context.settings;
    const { result, next } = await runDemo(context, {
      wishes: { ...wishes, asOf, workspace },
      yes,
      fresh,
      terminal,
    });
    return {
      json: result,
      text: renderDemo(result, next),
      exitCode: result.mission.state === 'COMPLETED' ? 0 : 1,
    };
  },
});
