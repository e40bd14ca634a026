import type { Simulation } from '../../../../../shared/forecast/contract/simulation.ts';

export type PlanDay = Pick<
  Simulation['days'][number],
  'day' | 'planned' | 'actual' | 'cap' | 'risk' | 'riskMost'
>;

const DAY_MS = 86_400_000;
const dayOf = (ms: number): string => new Date(ms).toISOString().slice(0, 10);

/** The days of each domain from the first to the last of the plan. Days on which nothing goes out are there as well. */
export function daysByDomain(days: Simulation['days']): { domain: string; days: readonly PlanDay[] }[] {
  const first = Math.min(...days.map(({ day }) => Date.parse(day)));
  const last = Math.max(...days.map(({ day }) => Date.parse(day)));
  const length = Math.round((last - first) / DAY_MS) + 1;
  const hasBegun = days.some(({ actual }) => actual !== null);
  return [...new Set(days.map(({ domain }) => domain))].map((domain) => {
    const own = new Map(days.filter((each) => each.domain === domain).map((each) => [each.day, each]));
    return {
      domain,
      days: Array.from({ length }, (_, index): PlanDay => {
        const day = dayOf(first + index * DAY_MS);
        const actual = hasBegun ? 0 : null;
        return own.get(day) ?? { day, planned: 0, actual, cap: null, risk: null, riskMost: null };
      }),
    };
  });
}
