import * as z from 'zod';
import { COUNTED } from '../../../engagement/contract/counted.ts';
import { studentTail } from '../../../statistics/domain/student-t.ts';
import { capability, Lacking } from './capability.ts';

const LEAST_DAYS = 7;
const ALPHA = 0.05;
const DIRECTIONS = ['up', 'down', 'no clear trend'] as const;

const countedSchema = z.enum(COUNTED);

/**
 * The slope of a straight line by least squares, with the two-sided p-value of Student's test that it is 0: see Draper and Smith,
 * Applied Regression Analysis. Undefined where the days are too few.
 */
export function slopeOf(
  values: readonly number[],
): { readonly slope: number; readonly pValue: number } | undefined {
  const n = values.length;
  if (n < 3) return undefined;
  const [meanX, meanY] = [(n - 1) / 2, values.reduce((sum, value) => sum + value, 0) / n];
  const sxx = values.reduce((sum, _, x) => sum + (x - meanX) ** 2, 0);
  const sxy = values.reduce((sum, value, x) => sum + (x - meanX) * (value - meanY), 0);
  const slope = sxy / sxx;
  const residual = values.reduce((sum, value, x) => sum + (value - meanY - slope * (x - meanX)) ** 2, 0);
  const error = Math.sqrt(residual / (n - 2) / sxx);
  if (error === 0) return { slope, pValue: slope === 0 ? 1 : 0 };
  return { slope, pValue: Math.min(1, 2 * studentTail(Math.abs(slope / error), n - 2)) };
}

export const trend = capability({
  name: 'trend',
  does: 'Says whether a number of each day rises or falls, and how sure that is.',
  input: z.strictObject({ days: z.number().int().min(LEAST_DAYS).max(90).default(28) }),
  config: z.strictObject({
    of: countedSchema,
    per: countedSchema.optional().describe('A rate instead of a number; days without any are left out'),
  }),
  output: z.object({
    of: z.string(),
    days: z.number().int(),
    mean: z.number(),
    slopePerDay: z.number(),
    pValue: z.number(),
    direction: z.enum(DIRECTIONS),
  }),
  byRule({ days }, { of, per }, { series }) {
    const latest = (name: string) => (series.get(name) ?? []).slice(-days);
    const wholes = latest(per ?? of);
    const values = latest(of).flatMap(({ day, value }) => {
      if (per === undefined) return [value];
      const whole = wholes.find((each) => each.day === day)?.value ?? 0;
      return whole > 0 ? [value / whole] : [];
    });
    const line = values.length < LEAST_DAYS ? undefined : slopeOf(values);
    if (!line)
      return new Lacking(`There are ${values.length} days with a number of it; a trend needs ${LEAST_DAYS}.`);
    const { slope, pValue } = line;
    return {
      of: per === undefined ? of : `${of} / ${per}`,
      days: values.length,
      mean: values.reduce((sum, value) => sum + value, 0) / values.length,
      slopePerDay: slope,
      pValue,
      direction: pValue > ALPHA ? 'no clear trend' : slope > 0 ? 'up' : 'down',
    };
  },
});
