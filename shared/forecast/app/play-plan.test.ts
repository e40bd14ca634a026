import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type PlanOf, planInput } from '../../../test/support/plan-input.ts';
import { settings } from '../../../test/support/send-context.ts';
import { plannedCaps } from '../../domains/domain/warmup.ts';
import { DAY } from '../../kernel/clock.ts';
import { localTimeOf } from '../../kernel/time-zone.ts';
import type { PlanInput } from './plan-input.ts';
import { playPlan } from './play-plan.ts';

const sum = (numbers: readonly number[]): number => numbers.reduce((all, each) => all + each, 0);
const play = (of: PlanOf = {}, change: Partial<PlanInput> = {}) => playPlan(planInput(of, change));
const ZONES = ['UTC', 'America/Los_Angeles', 'Asia/Kathmandu', 'none'];

const anyPlan = fc.record({
  of: fc.record({
    leads: fc.integer({ min: 1, max: 400 }),
    steps: fc.integer({ min: 1, max: 6 }),
    cohortSize: fc.integer({ min: 20, max: 100 }),
    zones: fc.subarray(ZONES, { minLength: 1 }),
    bounce: fc.option(fc.double({ min: 0, max: 0.08, noNaN: true }), { nil: undefined }),
    target: fc.integer({ min: 1, max: 300 }),
    tier: fc.constantFrom('custom', 'warming', 'prewarmed'),
    inbox: fc.option(fc.integer({ min: 1, max: 100 }), { nil: undefined }),
  }),
  seed: fc.nat(1_000_000),
  dailyBudget: fc.integer({ min: 1, max: 500 }),
  pauseBounceRate: fc.double({ min: 0.005, max: 0.2, noNaN: true }),
  startHour: fc.integer({ min: 0, max: 22 }),
  weekdays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
});
type AnyPlan = typeof anyPlan extends fc.Arbitrary<infer T> ? T : never;

function inputOf({ of, seed, dailyBudget, pauseBounceRate, startHour, weekdays }: AnyPlan): PlanInput {
  const { target, tier, inbox, bounce, ...rest } = of;
  const input = planInput(
    {
      ...rest,
      ...(bounce === undefined ? {} : { bounce }),
      domain: {
        tier,
        targetPerDay: target,
        inboxes: inbox === undefined ? [] : [{ name: 'ann', dailyCap: inbox, holders: [] }],
      },
    },
    { seed, horizonDays: 40 },
  );
  const reservation = { crew: 'c', inbox: 'ann', quotas: [], epoch: 1, until: '2027-01-01T00:00:00.000Z' };
  return {
    ...input,
    mission: { ...input.mission, ...(inbox === undefined ? {} : { reservation }) },
    settings: {
      ...settings,
      dailyBudget,
      rules: { ...settings.rules, pauseBounceRate },
      sendWindow: { startHour, endHour: startHour + 2, weekdays },
    },
  };
}

describe('a plan', () => {
  it('of the same seed is the same, and of another one is not', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        expect(playPlan(inputOf(any))).toEqual(playPlan(inputOf(any)));
      }),
      { numRuns: 40 },
    );
    const plans = [1, 2, 3].map((seed) => play({ leads: 400, steps: 6 }, { seed }));
    expect(new Set(plans.map((plan) => JSON.stringify(plan.reactions))).size).toBe(3);
  });

  it('exceeds no cap, no budget and no risk on any day, and loses nobody', () => {
    fc.assert(
      fc.property(anyPlan, (any) => {
        const input = inputOf(any);
        const plan = playPlan(input);
        for (const { emails, cap, bySteps, risk, riskMost, day } of plan.days) {
          expect(emails).toBeLessThanOrEqual(cap);
          expect(cap).toBeLessThanOrEqual(any.of.target);
          expect(sum(bySteps)).toBeLessThanOrEqual(any.dailyBudget);
          expect(emails).toBeLessThanOrEqual(any.of.inbox ?? Infinity);
          expect(risk).toBeLessThanOrEqual(riskMost);
          expect(any.of.zones.some((zone) => isOpenOn(day, any.weekdays, zone))).toBe(true);
        }
        const { bySteps, reactions, stopped } = plan;
        expect(sum(bySteps)).toBe(sum(plan.days.map((day) => sum(day.bySteps))));
        for (const [i, sent] of bySteps.entries())
          expect(sent).toBeLessThanOrEqual(bySteps[i - 1] ?? any.of.leads);
        // Everybody gets the first message, and whoever reacted gets no other: the rest goes to the end.
        if (!stopped && any.of.tier !== 'warming') {
          expect(bySteps[0]).toBe(any.of.leads);
          const steps = bySteps.length;
          expect(sum(bySteps)).toBeGreaterThanOrEqual(
            any.of.leads * steps - sum(Object.values(reactions)) * (steps - 1),
          );
          expect(bySteps.at(-1)).toBeGreaterThanOrEqual(any.of.leads - sum(Object.values(reactions)));
        }
      }),
      { numRuns: 150 },
    );
  }, 60_000);

  it('waits for weekdays, hours and holidays, and writes each step after its delay', () => {
    const window = { startHour: 9, endHour: 10, weekdays: [1, 2, 3, 4, 5] };
    const plan = play(
      { leads: 20, steps: 3, bounce: 0 },
      { settings: { ...settings, sendWindow: window }, rates: NOBODY },
    );
    // From Monday, 10:00: the window has just closed. Three days later it is Friday, then Monday.
    expect(plan.days.map(({ day, bySteps }) => [day, ...bySteps])).toEqual([
      ['2026-01-06', 20, 0, 0],
      ['2026-01-09', 0, 20, 0],
      ['2026-01-12', 0, 0, 20],
    ]);
    expect(plan.finishesAt).toBe('2026-01-19T09:00:00.000Z');
    const closed = { ...window, holidays: ['2026-01-06', '2026-01-12'] };
    const later = play(
      { leads: 20, steps: 3, bounce: 0 },
      { settings: { ...settings, sendWindow: closed }, rates: NOBODY },
    );
    expect(later.days.map(({ day }) => day)).toEqual(['2026-01-07', '2026-01-13', '2026-01-16']);
  });

  it('spreads over the days of the cap, and of the warmup by the table of the warmup', () => {
    const capped = play(
      { leads: 250, steps: 1, bounce: 0, domain: { targetPerDay: 100 } },
      { rates: NOBODY },
    );
    expect(capped.days.map(({ emails }) => emails)).toEqual([100, 100, 50]);
    // Every day of the week, so that no day of the warmup is quiet.
    const warming = { tier: 'warming', addedOn: '2026-01-05', targetPerDay: 500 } as const;
    const input = planInput({ leads: 900, steps: 1, bounce: 0, domain: warming }, { rates: NOBODY });
    const plan = playPlan({
      ...input,
      settings: { ...settings, sendWindow: { startHour: 0, endHour: 24, weekdays: [1, 2, 3, 4, 5, 6, 7] } },
    });
    const caps = plannedCaps(input.domain, input.start, 20);
    expect(plan.days.map(({ cap }) => cap)).toEqual(caps.slice(0, plan.days.length));
    expect(plan.days.slice(0, -1).map(({ emails }) => emails)).toEqual(caps.slice(0, plan.days.length - 1));
    expect(plan.days.length).toBeGreaterThan(8);
  });

  it('of a list that bounces as expected comes to the stop that would come', () => {
    const bad = play({ leads: 400, steps: 2, bounce: 0.3 });
    expect(bad.stopped).toMatchObject({ because: 'list' });
    expect(bad.finishesAt).toBeUndefined();
    expect(bad.reactions.bounced).toBeLessThan(60);
    const good = play({ leads: 400, steps: 2, bounce: 0.005 });
    expect(good.stopped).toBeUndefined();
  });

  it('stops where the days end that were asked for, and says how many wait', () => {
    const slow = play(
      { leads: 100, steps: 1, bounce: 0, domain: { targetPerDay: 5 } },
      { horizonDays: 5, rates: NOBODY },
    );
    expect(slow.stopped).toMatchObject({
      because: 'horizon',
      explanation: expect.stringContaining('75 leads'),
    });
    expect(slow.bySteps).toEqual([25]);
  });

  it('draws people by their rates, whatever the caps are', () => {
    const rates = { reply: { email: 0.1, sms: 0, whatsapp: 0, linkedin: 0 }, unsubscribe: 0.05 };
    const fast = play({ leads: 2_000, steps: 1, bounce: 0.01, domain: { targetPerDay: 10_000 } }, { rates });
    const slow = play({ leads: 2_000, steps: 1, bounce: 0.01, domain: { targetPerDay: 300 } }, { rates });
    expect(slow.reactions).toEqual(fast.reactions);
    expect(fast.reactions.replied / 2_000).toBeGreaterThan(0.08);
    expect(fast.reactions.replied / 2_000).toBeLessThan(0.12);
    expect(fast.reactions.unsubscribed / 2_000).toBeGreaterThan(0.035);
    expect(fast.reactions.unsubscribed / 2_000).toBeLessThan(0.065);
  });

  it('leaves out what a draft blocks, and what the day has used of the caps already', () => {
    const input = planInput(
      { leads: 40, steps: 2, bounce: 0, domain: { targetPerDay: 30 } },
      { rates: NOBODY },
    );
    const [cohort] = input.cohorts;
    const leads = (cohort?.leads ?? []).map((lead, n) =>
      n < 10 ? { ...lead, messages: ['hash', '!MISSING_VARIABLE'] } : lead,
    );
    const plan = playPlan({
      ...input,
      cohorts: cohort ? [{ ...cohort, leads }] : [],
      used: { ...input.used, sent: 20, domains: { [input.domain.domain]: 20 } },
    });
    expect(plan.bySteps).toEqual([40, 30]);
    expect(plan.blocked).toEqual({ DRAFT_BLOCKED: 10 });
    expect(plan.days[0]).toMatchObject({ emails: 10 });
  });
});

const NOBODY: PlanInput['rates'] = { reply: { email: 0, sms: 0, whatsapp: 0, linkedin: 0 }, unsubscribe: 0 };

/** Whether a weekday of the window touches a day of UTC somewhere. */
function isOpenOn(day: string, weekdays: readonly number[], zone: string): boolean {
  const hours = Array.from({ length: 24 }, (_, hour) => new Date(Date.parse(day) + (hour * DAY) / 24));
  return hours.some((at) => weekdays.includes(localTimeOf(at, zone === 'none' ? 'UTC' : zone).weekday));
}
