import * as z from 'zod';
import { isoDateSchema } from '../../../shared/kernel/contract/common.ts';
import { defineCommand, value } from '../command.ts';
import { scoreFiles } from '../local/score-files.ts';
import { renderScores } from '../score-text.ts';

const DEFAULT_TOP = 20;

export const score = defineCommand({
  name: 'score',
  summary: 'Score leads by their purchase history; needs no running Rex and sends nothing',
  details:
    'Fits the purchase model to the orders up to the day of --as-of, then scores every lead from 0 to 100. Scores rank leads by\n' +
    "how likely they buy again within the model's horizon; they are not probabilities. Leads without purchases are scored by engagement.",
  examples: ['rex score --leads leads.csv --orders orders.csv --as-of 1997-09-30'],
  input: z.strictObject({
    leads: value('FILE', z.string().min(1), 'CSV file of leads'),
    orders: value('FILE', z.string().min(1), 'CSV file of their orders'),
    'as-of': value('DATE', isoDateSchema, 'Orders after this day are ignored'),
    top: value(
      'N',
      z.coerce.number().int().min(0).default(DEFAULT_TOP),
      `Number of leads in the table (${DEFAULT_TOP}); --json has all`,
    ),
  }),
  async run({ signal }, { leads, orders, 'as-of': asOf, top }) {
    const result = await scoreFiles({ leads, orders, asOf, signal });
    return { json: result, text: renderScores(result, top) };
  },
});
