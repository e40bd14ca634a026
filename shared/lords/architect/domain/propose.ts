import { DAY } from '../../../kernel/clock.ts';
import type { FunctionFigures, Optimization } from '../contract/schemas.ts';
import type { Measure } from '../contract/terms.ts';
import { number } from './analyze-functions.ts';

export type Proposal = Pick<Optimization, 'measure' | 'before' | 'expected' | 'proposal' | 'basis'>;

const ALPHA = 0.05;
const MANY_ERRORS = 0.01;
/** By how much the best hours have to be better, for the others to be worth a look. */
const WORTH = 0.9;

export const measureOf = (figures: FunctionFigures, measure: Measure): number => {
  const value = figures[measure];
  return typeof value === 'number' ? value : value.value;
};

/** What should be changed first; undefined: nothing in the figures asks for it. What is expected was measured before. */
export function propose(figures: FunctionFigures): Proposal | undefined {
  return RULES.map((rule) => rule(figures)).find((each) => each !== undefined);
}

type Rule = (figures: FunctionFigures) => Proposal | undefined;

/** The most urgent first. */
const RULES: readonly Rule[] = [
  ({ throttles, atOnce }) =>
    throttles === 0
      ? undefined
      : {
          measure: 'throttles',
          before: throttles,
          expected: 0,
          proposal: `Let more than ${atOnce} of it run at once.`,
          basis: `Calls were turned away while at most ${atOnce} ran; none is while there is room.`,
        },
  ({ errorRate, errors, calls }) =>
    (errorRate.low ?? 0) <= MANY_ERRORS
      ? undefined
      : {
          measure: 'errorRate',
          before: errorRate.value,
          expected: MANY_ERRORS,
          proposal: 'Look at its errors by their code, and mend the most frequent.',
          basis: `${errors} of ${calls} calls failed; below ${MANY_ERRORS * 100} % no function is named here.`,
        },
  ({ change }) =>
    change === null || change.afterMs <= change.beforeMs
      ? undefined
      : {
          measure: 'p95Ms',
          before: change.afterMs,
          expected: change.beforeMs,
          proposal: `Compare what was deployed or stored at ${change.at} with what was before.`,
          basis: `Its p95 was ${number(change.beforeMs)} ms before that hour, and is ${number(change.afterMs)} ms since (Pettitt, p = ${number(change.pValue)}).`,
        },
  ({ trend, p95Ms, hours }) =>
    trend === null || trend.pValue > ALPHA || trend.msADay <= 0
      ? undefined
      : {
          measure: 'p95Ms',
          before: p95Ms.value,
          expected: Math.max(0, p95Ms.value - (trend.msADay * hours * HOURS_TO_DAYS) / 2),
          proposal: 'Find what grows with time: what it reads, or how much of that.',
          basis: `Its p95 rises by ${number(trend.msADay)} ms a day (Sen's slope, p = ${number(trend.pValue)}); this is where it began.`,
        },
  ({ p95Ms, bestP95Ms }) =>
    // Of too few hours none is the best.
    p95Ms.low === null || bestP95Ms >= p95Ms.value * WORTH
      ? undefined
      : {
          measure: 'p95Ms',
          before: p95Ms.value,
          expected: bestP95Ms,
          proposal: 'Find what its slow hours have that its best have not: cold starts, or rare inputs.',
          basis: `In a quarter of its hours 95 % of the calls took at most ${number(bestP95Ms)} ms.`,
        },
];
const HOURS_TO_DAYS = (60 * 60 * 1_000) / DAY;
