import * as z from 'zod';
import { dayAfter } from '../../../kernel/clock.ts';
import { isoDateSchema, lineText } from '../../../kernel/contract/common.ts';
import { capability, Lacking } from './capability.ts';

const stepSchema = z.strictObject({
  name: lineText({ min: 1, max: 200 }),
  days: z.number().int().min(0).max(365),
  after: z
    .array(lineText({ min: 1, max: 200 }))
    .max(50)
    .default([]),
});
type Step = z.infer<typeof stepSchema>;

/** The steps, each after those that it depends on; or those of a circle. (Kahn 1962) */
function ordered(steps: readonly Step[]): { readonly order: Step[]; readonly circle: string[] } {
  const order: Step[] = [];
  const done = new Set<string>();
  let rest = [...steps];
  while (rest.length > 0) {
    const ready = rest.filter(({ after }) => after.every((name) => done.has(name)));
    if (ready.length === 0) return { order, circle: rest.map(({ name }) => name) };
    order.push(...ready);
    for (const { name } of ready) done.add(name);
    rest = rest.filter(({ name }) => !done.has(name));
  }
  return { order, circle: [] };
}

export const plan = capability({
  name: 'plan',
  does: 'Makes a schedule of steps that depend on one another, with the critical path (Kelley and Walker 1959).',
  input: z.strictObject({ start: isoDateSchema, steps: z.array(stepSchema).min(1).max(200) }),
  config: z.strictObject({ of: z.string() }),
  output: z.object({
    of: z.string(),
    steps: z.array(
      z.object({
        name: z.string(),
        start: isoDateSchema,
        end: isoDateSchema.describe('The first day after it'),
        slackDays: z.number().int(),
        critical: z.boolean(),
      }),
    ),
    end: isoDateSchema,
  }),
  byRule({ start, steps }, { of }) {
    const names = new Set(steps.map(({ name }) => name));
    for (const [n, { name, after }] of steps.entries()) {
      if (steps.findIndex((each) => each.name === name) !== n)
        return new Lacking(`input.steps.${n}.name: there are two steps "${name}".`);
      const unknown = after.find((each) => !names.has(each));
      if (unknown !== undefined) return new Lacking(`input.steps.${n}.after: there is no step "${unknown}".`);
    }
    const { order, circle } = ordered(steps);
    if (circle.length > 0)
      return new Lacking(`input.steps: ${circle.join(', ')} depend on one another in a circle.`);
    const begins = new Map<string, number>();
    const ends = new Map<string, number>();
    for (const { name, days, after } of order) {
      const begin = Math.max(0, ...after.map((each) => ends.get(each) ?? 0));
      begins.set(name, begin);
      ends.set(name, begin + days);
    }
    const whole = Math.max(...ends.values());
    const latest = new Map<string, number>();
    for (const { name, days } of order.toReversed()) {
      const followers = order.filter(({ after }) => after.includes(name));
      const by = Math.min(whole, ...followers.map((each) => latest.get(each.name) ?? whole));
      latest.set(name, by - days);
    }
    return {
      of,
      steps: order.map(({ name, days }) => {
        const begin = begins.get(name) ?? 0;
        const slackDays = (latest.get(name) ?? begin) - begin;
        return {
          name,
          start: dayAfter(start, begin),
          end: dayAfter(start, begin + days),
          slackDays,
          critical: slackDays === 0,
        };
      }),
      end: dayAfter(start, whole),
    };
  },
});
