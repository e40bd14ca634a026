import * as z from 'zod';
import { lineText } from '../../../kernel/contract/common.ts';
import { capability, Lacking } from './capability.ts';

const itemSchema = z.strictObject({
  name: lineText({ min: 1, max: 200 }),
  weight: z.number().positive().max(1_000_000),
  atLeast: z.number().int().min(0).default(0),
  atMost: z.number().int().min(0).optional(),
});
type Item = z.infer<typeof itemSchema>;

/**
 * Whole parts in proportion to weights, within bounds: whoever passes a bound gets it, and the others share the rest; what is left of
 * rounding goes to the largest remainders (Hamilton's method). The sum is `total`, or what the upper bounds allow.
 */
export function splitOf(total: number, items: readonly Item[]): number[] {
  const amounts = items.map(({ atLeast }) => atLeast);
  const open = new Set(items.keys());
  for (;;) {
    const rest = total - items.reduce((sum, _, n) => sum + (open.has(n) ? 0 : (amounts[n] ?? 0)), 0);
    const weights = [...open].reduce((sum, n) => sum + (items[n]?.weight ?? 0), 0);
    const ideal = (n: number): number => (rest * (items[n]?.weight ?? 0)) / weights;
    const low = [...open].filter((n) => ideal(n) < (items[n]?.atLeast ?? 0));
    const high = [...open].filter((n) => ideal(n) > mostOf(items[n]));
    const tooLittle = low.reduce((sum, n) => sum + (items[n]?.atLeast ?? 0) - ideal(n), 0);
    const tooMuch = high.reduce((sum, n) => sum + ideal(n) - mostOf(items[n]), 0);
    // The side that is passed by more is fixed first: it moves the others away from the other side's bounds.
    const fixed = tooLittle >= tooMuch ? low : high;
    for (const n of fixed) amounts[n] = (fixed === low ? items[n]?.atLeast : items[n]?.atMost) ?? 0;
    for (const n of fixed) open.delete(n);
    if (fixed.length > 0 && open.size > 0) continue;
    for (const n of open) amounts[n] = Math.floor(ideal(n));
    const left = Math.min(Math.max(0, total - amounts.reduce((sum, amount) => sum + amount, 0)), open.size);
    const byRemainder = [...open].toSorted((a, b) => (ideal(b) % 1) - (ideal(a) % 1) || a - b);
    for (const n of byRemainder.slice(0, left)) amounts[n] = (amounts[n] ?? 0) + 1;
    return amounts;
  }
}

const mostOf = (item: Item | undefined): number => item?.atMost ?? Number.POSITIVE_INFINITY;

export const split = capability({
  name: 'split',
  does: 'Divides a whole number by weights, within a least and a most of each.',
  input: z.strictObject({
    total: z.number().int().min(1).max(1_000_000_000),
    items: z.array(itemSchema).min(1).max(200),
  }),
  config: z.strictObject({ unit: z.string() }),
  output: z.object({
    unit: z.string(),
    shares: z.array(z.object({ name: z.string(), amount: z.number().int() })),
    left: z.number().int().describe('What nobody may have more of'),
  }),
  byRule({ total, items }, { unit }) {
    const wrong = items.findIndex(({ atLeast, atMost }) => atMost !== undefined && atMost < atLeast);
    if (wrong >= 0) return new Lacking(`input.items.${wrong}.atMost is less than atLeast.`);
    const least = items.reduce((sum, { atLeast }) => sum + atLeast, 0);
    if (least > total) return new Lacking(`input.total is ${total}, and the items need ${least} at least.`);
    const amounts = splitOf(total, items);
    const shares = items.map(({ name }, n) => ({ name, amount: amounts[n] ?? 0 }));
    return { unit, shares, left: total - amounts.reduce((sum, amount) => sum + amount, 0) };
  },
});
