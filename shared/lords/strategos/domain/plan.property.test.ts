import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dayAfter } from '../../../kernel/clock.ts';
import { scheduleProblems } from '../../../planning/domain/check-schedule.ts';
import { PRIORITIES } from '../contract/execution.ts';
import type { ActivityInput, Plan } from '../contract/schemas.ts';
import { draftActivities } from './draft-activities.ts';
import { heldBy } from './holdings.ts';
import { optimizePlan } from './optimize-plan.ts';
import { firstPlan, retimed } from './plan.ts';
import { activityAfter, planAfter } from './progress.ts';

const STARTS_ON = '2026-06-01';
const CAPACITIES = { agent: 3, time: 8, budget: 1_000 };
const CAPS = new Map([['mail.acme.example', [20, 27, 36, 49, ...Array.from({ length: 362 }, () => 60)]]]);

const activities = fc
  .array(
    fc.record({
      days: fc.nat(5),
      sends: fc.option(fc.integer({ min: 1, max: 150 }), { freq: 3 }),
      agent: fc.nat(3),
      time: fc.nat(8),
      budget: fc.nat(80),
      priority: fc.constantFrom(...PRIORITIES),
      waitsFor: fc.array(fc.nat(30), { maxLength: 3 }),
    }),
    { minLength: 1, maxLength: 12 },
  )
  .map((rows) =>
    rows.map(
      ({ days, sends, waitsFor, priority, ...needs }, n): ActivityInput => ({
        id: `a${n}`,
        ...(sends === null ? { days } : { sends: { domain: 'mail.acme.example', count: sends } }),
        after: waitsFor.filter((each) => each < n).map((each) => `a${each}`),
        needs,
        priority,
      }),
    ),
  );

/** The plan by its own dates, for the check that knows nothing of how plans are made. */
const problemsOf = ({ activities: all, allocations, capacities }: Plan): string[] =>
  scheduleProblems(
    {
      capacities: { agent: capacities.agent ?? 0, time: capacities.time ?? 0, 'mail.acme.example': 1 },
      activities: all.map(({ id, start, end, after, sends }) => ({
        id,
        duration: end - start,
        after,
        needs: {
          agent: heldBy({ activities: all, allocations }, id, 'agent'),
          time: heldBy({ activities: all, allocations }, id, 'time'),
          ...(sends && { 'mail.acme.example': 1 }),
        },
      })),
    },
    {
      starts: Object.fromEntries(all.map(({ id, start }) => [id, start])),
      end: Math.max(...all.map(({ end }) => end)),
    },
  );

const planOf = (inputs: readonly ActivityInput[]): Plan =>
  firstPlan(draftActivities(inputs, []), {
    startsOn: STARTS_ON,
    campaign: null,
    capacities: CAPACITIES,
    caps: CAPS,
  });

it('a plan never overdraws, nor begins anything before what it waits for; a search makes it no longer', () => {
  fc.assert(
    fc.property(activities, (inputs) => {
      const plan = planOf(inputs);
      expect(problemsOf(plan)).toEqual([]);
      const best = optimizePlan(plan, { today: 0, schedules: 60, at: '' });
      expect(problemsOf(best)).toEqual([]);
      expect(best.days).toBeLessThanOrEqual(plan.days);
      expect(best.days).toBeGreaterThanOrEqual(best.bound);
      const urgent = (of: Plan): number =>
        Math.max(0, ...of.activities.filter(({ priority }) => priority === 'critical').map(({ end }) => end));
      expect(urgent(best)).toBeLessThanOrEqual(urgent(plan));
    }),
    { numRuns: 150 },
  );
});

it('what is carried out late or early leaves a plan that can be done', () => {
  fc.assert(
    fc.property(activities, fc.array(fc.nat(4), { minLength: 12, maxLength: 12 }), (inputs, delays) => {
      let plan = planOf(inputs);
      let today = 0;
      const at = (day: number): Date => new Date(`${dayAfter(STARTS_ON, day)}T12:00:00Z`);
      for (const delay of delays) {
        const next = plan.activities.find(({ status }) => status === 'ready');
        if (!next) break;
        const said = (status: 'in_progress' | 'completed', percent: number): void => {
          const activity = plan.activities.find(({ id }) => id === next.id);
          if (!activity) throw new Error(`${next.id} is gone.`);
          const report = { status, percent };
          const change = activityAfter(activity, report, STARTS_ON, at(today));
          plan = planAfter(plan, next.id, change, at(today));
        };
        said('in_progress', 0);
        const open = plan.activities.filter(({ status }) => status !== 'completed');
        expect(open.filter(({ startedOn, start }) => startedOn === null && start < today)).toEqual([]);
        today += delay;
        said('completed', 100);
        expect(plan.activities.find(({ id }) => id === next.id)).toMatchObject({
          status: 'completed',
          percent: 100,
        });
        const rest = retimed(plan, today).activities.filter(({ status }) => status !== 'completed');
        expect(rest.every(({ start }) => start >= today)).toBe(true);
      }
    }),
    { numRuns: 100 },
  );
});
