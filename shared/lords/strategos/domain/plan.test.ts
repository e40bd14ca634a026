import { describe, expect, it, vi } from 'vitest';
import { dayAfter } from '../../../kernel/clock.ts';
import { SerialScheduler } from '../../../planning/domain/serial-schedule.ts';
import type { ActivityInput, Plan } from '../contract/schemas.ts';
import { draftActivities } from './draft-activities.ts';
import { forecastEnd } from './forecast-end.ts';
import { optimizePlan } from './optimize-plan.ts';
import { firstPlan } from './plan.ts';
import { usageOf } from './usage.ts';

const activity = (id: string, fields: Partial<ActivityInput>): ActivityInput => ({
  id,
  after: [],
  needs: {},
  priority: 'medium',
  ...fields,
});
const plan = (
  inputs: readonly ActivityInput[],
  capacities: Plan['capacities'] = {},
  caps: ReadonlyMap<string, readonly number[]> = new Map(),
): Plan =>
  firstPlan(draftActivities(inputs, []), { startsOn: '2026-06-01', campaign: null, capacities, caps });
const starts = ({ activities }: Plan) => Object.fromEntries(activities.map(({ id, start }) => [id, start]));

describe('a first plan', () => {
  it('does what is important first, and what an important one waits for', () => {
    const needs = { agent: 1 };
    const rows = [
      activity('later', { days: 3, needs }),
      activity('basis', { days: 1, needs, priority: 'deferred' }),
      activity('urgent', { days: 2, needs, priority: 'critical', after: ['basis'] }),
    ];
    expect(starts(plan(rows, { agent: 1 }))).toEqual({ basis: 0, urgent: 1, later: 3 });
  });

  it('says what may be late, and by how much', () => {
    const rows = [
      activity('walls', { days: 4 }),
      activity('roof', { days: 3, after: ['walls'] }),
      activity('pipes', { days: 2, after: ['walls'] }),
      activity('paint', { days: 2, after: ['roof', 'pipes'] }),
    ];
    const made = plan(rows);
    expect(made).toMatchObject({ days: 9, bound: 9, criticalDays: 9, endsOn: '2026-06-09' });
    expect(
      made.activities.map(({ id, slack, isCritical, on, until }) => [id, slack, isCritical, on, until]),
    ).toEqual([
      ['walls', 0, true, '2026-06-01', '2026-06-04'],
      ['roof', 0, true, '2026-06-05', '2026-06-07'],
      ['pipes', 1, false, '2026-06-05', '2026-06-06'],
      ['paint', 0, true, '2026-06-08', '2026-06-09'],
    ]);
  });

  it('bends around a domain in warmup: the second to send finds it further on', () => {
    const warming = [20, 27, 36, 49, 66, 89, 121, 163, 220, 297, 402, 542, 732, 989];
    const caps = new Map([
      ['new.example', warming],
      ['warm.example', [500, 500]],
    ]);
    const sends = (domain: string) => ({ sends: { domain, count: 400 } });
    const made = plan(
      [
        activity('first', sends('new.example')),
        activity('second', sends('new.example')),
        activity('warm', sends('warm.example')),
      ],
      {},
      caps,
    );
    // 20 + 27 + 36 + 49 + 66 + 89 + 121 = 408; then 163 + 220 + 297.
    expect(made.activities.map(({ days, start }) => [days, start])).toEqual([
      [7, 0],
      [3, 7],
      [1, 0],
    ]);
  });

  it('spends no dollar twice', () => {
    const rows = ['a', 'b'].map((id) => activity(id, { days: 1, needs: { budget: 600 } }));
    expect(() => plan(rows, { budget: 1_000 })).toThrow(
      'The activities need 1200 USD in all, and there are 1000.',
    );
    expect(usageOf(plan(rows, { budget: 1_200 }))).toEqual([
      expect.objectContaining({ resource: 'budget', share: 1, peak: 1_200 }),
    ]);
  });
});

it('a search finds the order that the rule has missed, and says so', () => {
  // The longest chain goes first by the rule, though two short ones would fit beside another.
  const rows = [
    activity('long', { days: 5, needs: { agent: 1 }, priority: 'medium' }),
    activity('short', { days: 1, needs: { agent: 1 }, priority: 'low' }),
    activity('tail', { days: 5, after: ['short'], priority: 'low' }),
  ];
  const made = plan(rows, { agent: 1 });
  expect(made.days).toBe(11);
  const best = optimizePlan(made, { today: 0, schedules: 100, at: 'now' });
  expect(starts(best)).toEqual({ long: 1, short: 0, tail: 1 });
  expect(best.optimized).toMatchObject({
    before: 11,
    after: 6,
    bound: 6,
    says: 'The plan takes 6 days instead of 11. No plan can be shorter.',
  });
  const urgent = rows.map((row) => (row.id === 'long' ? { ...row, priority: 'high' as const } : row));
  const kept = optimizePlan(plan(urgent, { agent: 1 }), { today: 0, schedules: 100, at: 'now' });
  expect(kept.optimized).toMatchObject({
    before: 11,
    after: 11,
    says: 'No shorter order than that of 11 days was found. No plan can take fewer than 6 days.',
  });
});

describe('the forecast of the end', () => {
  const CHAIN = Array.from({ length: 12 }, (_, n) =>
    activity(`a${n}`, { days: 2, after: n === 0 ? [] : [`a${n - 1}`] }),
  );
  /** The first so many took so many days each. */
  const carriedOut = (completed: number, took: number): [Plan, number] => {
    const made = plan(CHAIN);
    const activities = made.activities.map((each, n) =>
      n < completed
        ? {
            ...each,
            status: 'completed' as const,
            startedOn: dayAfter(made.startsOn, n * took),
            endedOn: dayAfter(made.startsOn, (n + 1) * took - 1),
          }
        : each,
    );
    return [{ ...made, activities }, completed * took];
  };

  it('says when there is not enough progress', () => {
    expect(forecastEnd(...carriedOut(4, 3))).toMatchObject({
      completed: 4,
      ratio: 1.5,
      endsOn: null,
      says: expect.stringMatching(/^Not known yet: 4 of \d+ activities are over, and how long 5 really took/),
    });
  });

  it('goes on as it went: half longer so far is half longer for the rest', () => {
    const forecast = forecastEnd(...carriedOut(6, 3));
    expect(forecast.endsOn).toEqual({ likely: '2026-07-06', low: '2026-07-06', high: '2026-07-06' });
  });

  it('of the largest plan takes as much work as that of a short one', () => {
    const looks = vi.spyOn(SerialScheduler.prototype, 'starts');
    const workOf = (days: number): number => {
      looks.mockClear();
      const made = plan(
        Array.from({ length: 100 }, (_, n) => activity(`a${n}`, { days, needs: { agent: 1 } })),
        { agent: 2 },
      );
      const activities = made.activities.map((each, n) =>
        n < 5
          ? { ...each, status: 'completed' as const, startedOn: made.startsOn, endedOn: each.until }
          : each,
      );
      looks.mockClear();
      expect(forecastEnd({ ...made, activities }, 5 * days).endsOn).not.toBeNull();
      return (looks.mock.contexts.at(-1) as SerialScheduler).looks;
    };
    const [short, long] = [workOf(1), workOf(366)];
    // 200 schedules of 95 activities, each looking at few spans of the 200 that there are at most.
    expect(long).toBeLessThan(200 * 95 * 100);
    expect(long).toBeLessThan(1.5 * short);
    looks.mockRestore();
  });

  it('has an interval where they differed', () => {
    const [made, today] = carriedOut(6, 2);
    const activities = made.activities.map((each, n) =>
      n === 2 ? { ...each, endedOn: dayAfter(each.startedOn ?? '', 5) } : each,
    );
    const { endsOn } = forecastEnd({ ...made, activities }, today);
    expect(endsOn?.low).toBe('2026-06-24');
    expect(endsOn?.high.localeCompare('2026-06-28')).toBe(1);
    expect(forecastEnd({ ...made, activities }, today).endsOn).toEqual(endsOn);
  });
});
