import type * as z from 'zod';
import { addMs, DAY } from '../../../kernel/clock.ts';
import { RexError } from '../../../kernel/errors.ts';
import type { Asked } from '../../../seats/app/carry-out.ts';
import type { Due } from '../../../seats/app/review-due.ts';
import { type Made, turned } from '../../../seats/domain/work.ts';
import type { Optimization, optimizeInputSchema } from '../contract/schemas.ts';
import { architect } from '../contract/seat.ts';
import { number } from '../domain/analyze-functions.ts';
import { measureOf, propose } from '../domain/propose.ts';
import type { MeasureDeps } from './deps.ts';
import { measureAgain, measureOne } from './measure.ts';

export async function optimizeComponent(
  deps: MeasureDeps,
  { input, now }: Asked<z.output<typeof optimizeInputSchema>>,
): Promise<Made> {
  const { component, days, checkAfterDays } = input;
  const { figures, source } = await measureOne(deps, { component, days, now, path: 'body.component' });
  const found = propose(figures);
  if (!found) throw new RexError('CONFLICT', `Nothing in the figures of ${component} asks for a change.`);
  const { measure, before, expected } = found;
  return {
    work: {
      kind: 'optimization',
      title: `${component}: ${measure} from ${number(before)} to ${number(expected)}`,
      result: { component, days, after: null, ...found },
      sources: [source],
      dueAt: addMs(now, checkAfterDays * DAY).toISOString(),
    },
    tells: [{ name: 'ARCHITECTURE_OPTIMIZED', data: { component, metric: measure, before, expected } }],
  };
}

/** Whether it came as was expected. */
export async function checkOptimization(deps: MeasureDeps, { work, now }: Due): Promise<Made> {
  const optimization = work.result as unknown as Optimization;
  const { component, days, measure, before, expected } = optimization;
  const measured = await measureAgain(deps, { component, days, now });
  const after = measured ? measureOf(measured.figures, measure) : null;
  const held = after === null ? null : after <= expected;
  const { dueAt: _, ...checked } = turned(
    architect,
    work,
    held === null ? 'untold' : held ? 'reached' : 'missed',
  );
  return {
    work: {
      ...checked,
      result: { ...optimization, after },
      sources: [...work.sources, ...(measured ? [measured.source] : [])],
      outcome: {
        at: now.toISOString(),
        held,
        says:
          after === null
            ? `${component} was not called, so nothing was measured.`
            : `${measure} was ${number(before)}, was expected at ${number(expected)}, and is ${number(after)}.`,
        measures: { before, expected, ...(after !== null && { after }) },
      },
    },
  };
}
