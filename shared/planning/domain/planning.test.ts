import { existsSync } from 'node:fs';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { j30 } from '../../../test/support/psplib.ts';
import { scheduleProblems } from './check-schedule.ts';
import { criticalPath } from './critical-path.ts';
import { planProject, shortestBound } from './plan-project.ts';
import { type Activity, type Network, networkOf, type Project } from './project.ts';
import { SerialScheduler } from './serial-schedule.ts';

const activity = (id: string, duration: number, after = '', needs = {}): Activity => ({
  id,
  duration,
  after: after === '' ? [] : after.split(' '),
  needs,
});
const HOUSE: readonly Activity[] = [
  activity('walls', 4),
  activity('roof', 3, 'walls'),
  activity('pipes', 2, 'walls'),
  activity('paint', 2, 'roof pipes'),
];

describe('the critical path', () => {
  it('says how long it takes at least, and how late each may be', () => {
    const { length, times } = criticalPath(networkOf({ activities: HOUSE, capacities: {} }));
    expect(length).toBe(9);
    expect(times).toEqual([
      { id: 'walls', earliestStart: 0, latestStart: 0, slack: 0 },
      { id: 'roof', earliestStart: 4, latestStart: 4, slack: 0 },
      { id: 'pipes', earliestStart: 4, latestStart: 5, slack: 1 },
      { id: 'paint', earliestStart: 7, latestStart: 7, slack: 0 },
    ]);
  });

  it('of nothing is 0', () => {
    expect(criticalPath(networkOf({ activities: [], capacities: {} }))).toEqual({ length: 0, times: [] });
  });
});

describe('what cannot be planned', () => {
  const crew = { crew: 2 };
  it.each<[string, Activity[], string, string]>([
    ['that waits for what is not there', [activity('a', 1, 'b')], 'activities.0', 'waits for b'],
    [
      'that waits for itself in the end',
      [activity('x', 1), activity('a', 1, 'b'), activity('b', 1, 'c'), activity('c', 1, 'a')],
      'activities.1',
      'a after b after c after a',
    ],
    ['that needs too much', [activity('a', 1, '', { crew: 3 })], 'activities.0', 'never more than 2'],
    ['that needs what is no resource', [activity('a', 1, '', { van: 1 })], 'activities.0', 'needs van'],
    ['that takes half a unit', [activity('a', 0.5)], 'activities.0', 'whole number'],
    ['that needs less than nothing', [activity('a', 1, '', { crew: -1 })], 'activities.0', '0 or more'],
    ['that is there twice', [activity('a', 1), activity('a', 2)], 'activities.1', 'twice'],
    ['that takes too long', [activity('a', 90_000), activity('b', 20_000)], 'activities.0', 'larger unit'],
  ])('is an activity %s', (_, activities, path, message) => {
    expect(() => networkOf({ activities, capacities: crew })).toThrowError(
      expect.objectContaining({
        code: 'VALIDATION_FAILED',
        fields: [{ path, message: expect.stringContaining(message) }],
      }),
    );
  });
});

it.each([
  ['capacities.crew', { crew: Number.NaN }, []],
  ['capacities.crew', { crew: -1 }, [activity('a', 1)]],
  ['capacities.crew', { crew: Number.POSITIVE_INFINITY }, []],
  ['activities.0', {}, [activity('a', 1, '', { constructor: 1 })]],
  ['activities', {}, Array.from({ length: 10_001 }, (_, n) => activity(`a${n}`, 0))],
])('and nothing is planned with %s as %o', (path, capacities, activities) => {
  expect(() => planProject({ activities, capacities }, { schedules: 1 })).toThrowError(
    expect.objectContaining({ code: 'VALIDATION_FAILED', fields: [expect.objectContaining({ path })] }),
  );
});

describe('a plan', () => {
  it('lets work wait for the crew, in the order that is soonest over', () => {
    const needs = { crew: 1 };
    const activities = [
      activity('long', 5, '', needs),
      activity('short', 1, '', needs),
      activity('last', 5, 'short'),
    ];
    const plan = planProject({ activities, capacities: { crew: 1 } }, { schedules: 100 });
    expect(plan).toMatchObject({ starts: { short: 0, long: 1, last: 1 }, end: 6, bound: 6 });
  });

  it('adds up tenths', () => {
    const activities = ['a', 'b', 'c'].map((id) => activity(id, 2, '', { budget: 0.1 }));
    expect(planProject({ activities, capacities: { budget: 0.3 } }, { schedules: 10 }).end).toBe(2);
  });

  const projects = fc
    .array(
      fc.record({
        duration: fc.nat(6),
        crew: fc.nat(3),
        budget: fc.nat(4),
        waitsFor: fc.array(fc.nat(30), { maxLength: 3 }),
      }),
      { maxLength: 14 },
    )
    .map(
      (rows): Project => ({
        capacities: { crew: 3, budget: 4 },
        activities: rows.map(({ duration, crew, budget, waitsFor }, n) => ({
          id: `a${n}`,
          duration,
          needs: { crew, budget },
          after: waitsFor.filter((each) => each < n).map((each) => `a${each}`),
        })),
      }),
    );

  it('has everything as early as a look at each unit of time finds it', () => {
    fc.assert(
      fc.property(projects, (project) => {
        const network = networkOf(project);
        const list = network.ids.map((_, n) => n);
        expect(new SerialScheduler(network).starts(list)).toEqual(unitByUnit(network, list));
      }),
      { numRuns: 300 },
    );
  });

  it('takes no more work the longer its activities are', () => {
    const looksAt = (days: number): number => {
      const activities = Array.from({ length: 100 }, (_, n) =>
        activity(`a${n}`, days * (1 + (n % 7)), n < 10 ? '' : `a${n - 10}`, { crew: 1 + (n % 3) }),
      );
      const network = networkOf({ activities, capacities: { crew: 5 } });
      const scheduler = new SerialScheduler(network);
      scheduler.starts(network.ids.map((_, n) => n));
      return scheduler.looks;
    };
    expect(looksAt(100)).toBe(looksAt(1));
    expect(looksAt(1)).toBeLessThan(100 * 50);
  });

  it('can always be done, and is never shorter than it can be', () => {
    fc.assert(
      fc.property(projects, fc.nat(), (project, seed) => {
        const plan = planProject(project, { schedules: 120, seed });
        expect(scheduleProblems(project, plan)).toEqual([]);
        expect(plan.end).toBeGreaterThanOrEqual(plan.bound);
        expect(plan.bound).toBe(shortestBound(networkOf(project)));
        expect(planProject(project, { schedules: 120, seed })).toEqual(plan);
      }),
      { numRuns: 150 },
    );
  });

  it('is found faulty when anything begins too soon', () => {
    const needs = { crew: 1 };
    const project = {
      activities: [activity('a', 2, '', needs), activity('b', 2, '', needs), activity('c', 1, 'a')],
      capacities: { crew: 1 },
    };
    const faults = (starts: Record<string, number>, end = 4) => scheduleProblems(project, { starts, end });
    expect(faults({ a: 0, b: 2, c: 2 })).toEqual([]);
    expect(faults({ a: 0, b: 1, c: 2 })).toEqual(['At 1, 2 of crew are used, and there are 1.']);
    expect(faults({ a: 0, b: 2, c: 1 })).toEqual(['c begins before a has ended.']);
    expect(faults({ a: 0, b: 3, c: 2 })).toEqual(['b ends after the plan.']);
    expect(faults({ a: 0, c: 2 })).toContain('b begins at undefined.');
  });

  it('stops when the time is over, with what it has', () => {
    let asked = 0;
    const plan = planProject(
      { activities: HOUSE.map((each) => ({ ...each, needs: { crew: 1 } })), capacities: { crew: 1 } },
      { schedules: 1_000_000, isOver: () => ++asked > 3 },
    );
    expect(plan.end).toBe(11);
  });
});

it.skipIf(!existsSync(new URL('../../../../shared/data/psplib', import.meta.url)))(
  'on PSPLIB, plans are 0.5 % over the proven optimum in the mean, never below it, and can be done',
  () => {
    const some = j30().filter((_, n) => n % 5 === 0);
    const gaps = some.map(({ project, optimum }) => {
      const plan = planProject(project, { schedules: 2_000 });
      expect(scheduleProblems(project, plan)).toEqual([]);
      return plan.end / optimum - 1;
    });
    expect(Math.min(...gaps)).toBe(0);
    expect(gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length).toBeLessThanOrEqual(0.005);
    for (const { project, criticalPath: published } of some)
      expect(criticalPath(networkOf(project)).length).toBe(published);
  },
);

/** The serial scheme as it is written down: every unit of time is looked at. */
function unitByUnit({ durations, predecessors, needs, capacities }: Network, list: readonly number[]) {
  const used = new Map<string, number>();
  const starts: number[] = [];
  for (const n of list) {
    const units = (start: number) => Array.from({ length: durations[n] ?? 0 }, (_, unit) => start + unit);
    const isFree = (unit: number): boolean =>
      capacities.every(
        (capacity, r) => (used.get(`${r} ${unit}`) ?? 0) + (needs[n]?.[r] ?? 0) <= capacity + 1e-9,
      );
    let start = Math.max(
      0,
      ...(predecessors[n] ?? []).map((each) => (starts[each] ?? 0) + (durations[each] ?? 0)),
    );
    while (!units(start).every(isFree)) start++;
    starts[n] = start;
    for (const unit of units(start))
      for (const [r, need] of (needs[n] ?? []).entries())
        used.set(`${r} ${unit}`, (used.get(`${r} ${unit}`) ?? 0) + need);
  }
  return starts;
}
