import * as z from 'zod';
import { anytimeTest } from '../../../experiments/domain/anytime.ts';
import { rateOf } from '../../../experiments/domain/proportions.ts';
import { capability } from './capability.ts';

const armSchema = z
  .strictObject({ successes: z.number().int().min(0), trials: z.number().int().min(1).max(100_000_000) })
  .refine(({ successes, trials }) => successes <= trials, {
    message: 'has more successes than trials',
    path: ['successes'],
  });

export const compare = capability({
  name: 'compare',
  does: 'Says which of two variants is better, by a test that stays valid however often one looks.',
  input: z.strictObject({ a: armSchema, b: armSchema }),
  config: z.strictObject({ success: z.string() }),
  output: z.object({
    success: z.string(),
    rates: z.object({ a: z.number(), b: z.number() }),
    difference: z.number().describe('Rate of b less that of a'),
    interval95: z.object({ low: z.number(), high: z.number() }),
    pValue: z.number(),
    verdict: z.string(),
  }),
  byRule({ a, b }, { success }) {
    const { difference, interval, pValue, verdict } = anytimeTest(a, b);
    return {
      success,
      rates: { a: rateOf(a), b: rateOf(b) },
      difference,
      interval95: { low: interval.low, high: interval.high },
      pValue,
      verdict,
    };
  },
});
