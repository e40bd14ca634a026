import { wilsonInterval } from '../../../experiments/domain/proportions.ts';
import { DAY, HOUR } from '../../../kernel/clock.ts';
import type { FunctionPeriod } from '../../../platform/domain/function-period.ts';
import { changePoint } from '../../../statistics/domain/change-point.ts';
import { medianInterval } from '../../../statistics/domain/median-interval.ts';
import { holm } from '../../../statistics/domain/multiple-tests.ts';
import { median, quantile } from '../../../statistics/domain/quantiles.ts';
import { trendOf } from '../../../statistics/domain/trend.ts';
import type { Analysis, FunctionFigures } from '../contract/schemas.ts';
import { COMPONENTS, type ComponentType } from '../contract/terms.ts';

const ALPHA = 0.05;
/** Of calls, from which on errors are named. */
const MANY_ERRORS = 0.01;
/** What the best hours stay within. */
const BEST = 0.25;

export interface Span {
  readonly from: Date;
  readonly to: Date;
}

export const typeOf = (component: string): ComponentType | null =>
  (Object.entries(COMPONENTS).find(([, prefix]) => component.startsWith(prefix))?.[0] as
    | ComponentType
    | undefined) ?? null;

/** Functions that were called, those with most of the work first. P-values are adjusted for all of them (Holm 1979). */
export function figuresOf(
  measured: ReadonlyMap<string, readonly FunctionPeriod[]>,
  span: Span,
): FunctionFigures[] {
  const raw = [...measured].flatMap(([component, hours]) =>
    hours.length === 0 ? [] : [figures(component, hours, span)],
  );
  const whole = raw.reduce((sum, { inWork }) => sum + inWork, 0);
  const trends = holm(raw.map(({ trend }) => trend?.pValue ?? 1));
  const changes = holm(raw.map(({ change }) => change?.pValue ?? 1));
  return raw
    .map((each, n) => ({
      ...each,
      share: whole === 0 ? 0 : each.inWork / whole,
      trend: each.trend && { ...each.trend, pValue: trends[n] ?? 1 },
      change: each.change && (changes[n] ?? 1) <= ALPHA ? { ...each.change, pValue: changes[n] ?? 1 } : null,
    }))
    .toSorted((a, b) => b.share - a.share);
}

function figures(component: string, hours: readonly FunctionPeriod[], { from, to }: Span): FunctionFigures {
  const total = (of: (hour: FunctionPeriod) => number): number =>
    hours.reduce((sum, hour) => sum + of(hour), 0);
  const calls = total((hour) => hour.calls);
  const errors = Math.min(
    calls,
    total((hour) => hour.errors),
  );
  // Where all calls were turned away nothing took any time.
  const ran = hours.filter((hour) => hour.calls > 0);
  const p95s = ran.map(({ p95Ms }) => p95Ms);
  const trend = trendOf(ran.map(({ at, p95Ms }) => ({ at: Date.parse(at) / DAY, value: p95Ms })));
  const change = changePoint(p95s);
  return {
    component,
    type: typeOf(component),
    hours: ran.length,
    calls,
    errors,
    throttles: total((hour) => hour.throttles),
    errorRate: {
      value: calls === 0 ? 0 : errors / calls,
      ...wilsonInterval({ successes: errors, trials: calls }),
    },
    p50Ms: medianInterval(ran.map(({ p50Ms }) => p50Ms)),
    p95Ms: medianInterval(p95s),
    bestP95Ms: ran.length === 0 ? 0 : quantile(p95s, BEST),
    trend: trend ? { msADay: trend.perDay, pValue: trend.pValue } : null,
    change: change
      ? {
          at: ran[change.first]?.at ?? '',
          beforeMs: median(p95s.slice(0, change.first)),
          afterMs: median(p95s.slice(change.first)),
          pValue: change.pValue,
        }
      : null,
    // Little's law (1961): what is inside is what comes in a second times how long it stays.
    inWork: total((hour) => hour.calls * hour.meanMs) / (to.getTime() - from.getTime()),
    atOnce: Math.max(...hours.map(({ atOnce }) => atOnce)),
    share: 0,
  };
}

export function analysisOf(functions: readonly FunctionFigures[], { from, to }: Span): Analysis {
  const hours = (to.getTime() - from.getTime()) / HOUR;
  const findings = functions.flatMap((each) =>
    findingsOf(each).map((says) => ({ component: each.component, says })),
  );
  const throttled = functions.toSorted((a, b) => b.throttles - a.throttles)[0];
  const busiest = functions[0];
  const bottleneck =
    throttled && throttled.throttles > 0
      ? {
          component: throttled.component,
          says: `${throttled.throttles} calls of ${throttled.component} were turned away: it is full.`,
        }
      : {
          component: busiest?.component ?? '',
          says: busiest
            ? `${busiest.component} does the most, ${percent(busiest.share)} of all work: ${busiest.calls} calls in ${number(hours)} hours kept ${number(busiest.inWork)} of it at work in the mean (Little's law), ${busiest.atOnce} at most. None was turned away.`
            : '',
        };
  return {
    from: from.toISOString(),
    to: to.toISOString(),
    functions: [...functions],
    bottleneck,
    findings,
  };
}

function findingsOf({ throttles, errorRate, errors, calls, change, trend }: FunctionFigures): string[] {
  return [
    ...(throttles > 0 ? [`${throttles} calls were turned away.`] : []),
    ...((errorRate.low ?? 0) > MANY_ERRORS
      ? [`${errors} of ${calls} calls failed (${percent(errorRate.value)}).`]
      : []),
    ...(change
      ? [
          `Its p95 went from ${number(change.beforeMs)} to ${number(change.afterMs)} ms at ${change.at} (p = ${number(change.pValue)}).`,
        ]
      : []),
    ...(trend && trend.pValue <= ALPHA
      ? [`Its p95 moves by ${number(trend.msADay)} ms a day (p = ${number(trend.pValue)}).`]
      : []),
  ];
}

const percent = (share: number): string => `${(share * 100).toFixed(1)} %`;
export const number = (value: number): string => String(Number(value.toPrecision(3)));
