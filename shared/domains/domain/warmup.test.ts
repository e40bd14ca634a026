import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addMs, DAY, utcDay } from '../../kernel/clock.ts';
import { DEFAULT_WARMUP } from '../../limits/contract/warmup.ts';
import { heldUntil, judgeWarmup } from './judge-warmup.ts';
import { NO_TRAFFIC, sumByProvider, type Traffic } from './traffic.ts';
import {
  advanceWarmup,
  dailyCap,
  firstDay,
  isWarmingUp,
  plannedCaps,
  WARMUP_TRANSITIONS,
  type Warmup,
  type WarmupSignal,
  warmupOf,
} from './warmup.ts';

const START = new Date('2026-03-02T01:00:00.000Z');
const SETTINGS = DEFAULT_WARMUP;
const DEFAULT_DAYS = [20, 27, 36, 49, 66, 89, 121, 163, 220, 297, 402, 542, 732, 989];
const fresh = { tier: 'warming', addedOn: '2026-03-02', targetPerDay: 2_000 } as const;
const SIGNALS = [...new Set(WARMUP_TRANSITIONS.map(({ on }) => on))];

const volumes = fc
  .array(fc.integer({ min: 1, max: 5_000 }), { minLength: 1, maxLength: 30 })
  .map((some) => some.toSorted((a, b) => a - b));

describe('the table of warmup', () => {
  it('has one transition at most for a state and a signal', () => {
    const edges = WARMUP_TRANSITIONS.flatMap(({ from, on }) => from.map((state) => `${state} ${on}`));
    expect(new Set(edges).size).toBe(edges.length);
  });

  it('never takes a domain that was warm back to where dormant leads are kept from it', () => {
    for (const { from, to } of WARMUP_TRANSITIONS)
      if (from.some((state) => state === 'recovering' || state === 'warm'))
        expect(['recovering', 'warm']).toContain(to);
  });
});

describe('advanceWarmup', () => {
  it('takes the days of the schedule, one after the other, and then the target', () => {
    expect(SETTINGS.volumes).toEqual(DEFAULT_DAYS);
    expect(plannedCaps(fresh, START, 16)).toEqual([...DEFAULT_DAYS, 2_000, 2_000]);
    expect(plannedCaps({ ...fresh, targetPerDay: 100 }, START, 8)).toEqual([
      20, 27, 36, 49, 66, 89, 100, 100,
    ]);
  });

  it('stays on the schedule, grows by one day at a time and only after a day that was sent, in any history', () => {
    fc.assert(
      fc.property(
        volumes,
        fc.integer({ min: 1, max: 20_000 }),
        fc.array(fc.constantFrom(...SIGNALS), { maxLength: 60 }),
        (schedule, targetPerDay, signals) => {
          let warmup: Warmup = { state: 'warming', day: 1, cap: schedule[0] ?? 1, on: '2026-03-02' };
          for (const signal of signals) {
            const given = signal === 'sent' && warmup.day >= schedule.length ? 'last' : signal;
            const next = advanceWarmup(warmup, given, targetPerDay, { volumes: schedule });
            const before = dailyCap({ ...fresh, targetPerDay, warmup }, START);
            const after = dailyCap({ ...fresh, targetPerDay, warmup: next }, START);
            expect(next.day).toBeGreaterThanOrEqual(1);
            expect(next.day).toBeLessThanOrEqual(schedule.length);
            expect(after).toBeGreaterThanOrEqual(1);
            expect(after).toBeLessThanOrEqual(targetPerDay);
            if (given === 'sent') expect(next.day - warmup.day).toBeLessThanOrEqual(1);
            else if (given !== 'last') expect(after).toBeLessThanOrEqual(Math.max(before, schedule[0] ?? 1));
            if (given === 'deferred' && warmup.state !== 'warm')
              expect(next.day).toBeLessThanOrEqual(warmup.day);
            if (given === 'idle' || given === 'rested') {
              expect(after).toBe(Math.max(1, Math.floor(before / 2)));
            }
            warmup = next;
          }
        },
      ),
    );
  });
});

describe('warmupOf', () => {
  it('goes by the calendar for domains whose state was not kept, and takes those that came warm for warm', () => {
    expect(warmupOf({ ...fresh, addedOn: '2026-02-26' }, START)).toMatchObject({
      state: 'warming',
      day: 5,
      cap: 66,
    });
    expect(warmupOf({ ...fresh, addedOn: '2026-01-02' }, START)).toMatchObject({ state: 'warm' });
    expect(isWarmingUp(fresh, START)).toBe(true);
    for (const tier of ['custom', 'prewarmed'] as const)
      expect(isWarmingUp({ ...fresh, tier }, START)).toBe(false);
  });
});

describe('judgeWarmup', () => {
  const warmup: Warmup = { state: 'warming', day: 6, cap: 89, on: '2026-03-02' };
  const day = (ago: number, some: Partial<Traffic>) => ({
    day: utcDay(addMs(START, -ago * DAY)),
    byProvider: sumByProvider([{ gmail: { ...NO_TRAFFIC, ...some } }]),
  });
  const judge = (yesterday: Partial<Traffic>, change: object = {}) =>
    judgeWarmup(
      { ...fresh, warmup: { ...warmup, on: '2026-03-01' }, ...change },
      [day(3, { sent: 80 }), day(1, yesterday), day(0, {})],
      START,
      SETTINGS,
    );

  it.each<[string, Partial<Traffic>, WarmupSignal, Partial<Warmup>]>([
    ['a day that was sent', { sent: 89 }, 'sent', { state: 'warming', day: 7, cap: 121 }],
    ['half of it', { sent: 45 }, 'sent', { day: 7 }],
    ['less than half of it', { sent: 44 }, 'quiet', { state: 'warming', day: 6, cap: 89 }],
    ['nothing', {}, 'quiet', { day: 6 }],
    ['bounces of just 2 %', { sent: 120, bounced: 4 }, 'sent', { day: 7 }],
    ['bounces over 2 %', { sent: 120, bounced: 5 }, 'troubled', { state: 'held', day: 6, cap: 89 }],
    ['complaints over 0.1 %', { sent: 89, complained: 3 }, 'troubled', { state: 'held', day: 6 }],
    ['deferrals of 1 %', { sent: 100, deferred: 1 }, 'sent', { day: 7 }],
    ['deferrals over 1 %', { sent: 89, deferred: 1 }, 'deferred', { state: 'held', day: 5, cap: 66 }],
  ])('moves on by what the day said: %s', (_, yesterday, signal, expected) => {
    const judged = judge(yesterday);
    expect(judged).toMatchObject({ signal, warmup: { ...expected, on: '2026-03-02' } });
  });

  it('judges a day once, and begins with the day on which the state is first kept', () => {
    const judged = judge({ sent: 89 });
    const again = judgeWarmup({ ...fresh, ...judged }, [day(1, { sent: 89 })], START, SETTINGS);
    expect(again).toEqual({ ...judged, signal: undefined, lastSentOn: '2026-03-01' });
    expect(judgeWarmup(fresh, [day(1, { sent: 99 })], START, SETTINGS)).toMatchObject({
      signal: undefined,
      warmup: { day: 1, on: '2026-03-02' },
    });
  });

  it('says when a warmup that is held grows again, as the days to come will judge it', () => {
    const until = (yesterday: Partial<Traffic>) => {
      const before = [day(3, { sent: 80 }), day(1, yesterday), day(0, {})];
      const { warmup: is } = judgeWarmup(
        { ...fresh, warmup: { ...warmup, on: '2026-03-01' } },
        before,
        START,
        SETTINGS,
      );
      return heldUntil({ ...fresh, warmup: is }, before, START, SETTINGS);
    };
    expect(until({ sent: 89 })).toBeUndefined();
    expect(until({ sent: 89, deferred: 1 }), 'a day without deferrals').toBe('2026-03-03');
    expect(until({ sent: 120, bounced: 5 }), 'the bounces are a week old').toBe('2026-03-08');
  });

  it('begins on day 1 of the schedule, and stays there until something is sent, however many days pass', () => {
    expect(firstDay('custom', SETTINGS, START)).toBeUndefined();
    let known = firstDay('warming', { volumes: [50, 100] }, START);
    expect(known).toEqual({ state: 'warming', day: 1, cap: 50, on: '2026-03-02' });
    for (let days = 1; days <= 40; days++) {
      const at = addMs(START, days * DAY);
      known = judgeWarmup({ ...fresh, warmup: known }, [], at, { volumes: [50, 100] }).warmup;
    }
    expect(known).toMatchObject({ state: 'warming', day: 1, cap: 50 });
  });

  it('becomes warm after its last day', () => {
    expect(
      judge({ sent: 900 }, { warmup: { ...warmup, day: 14, cap: 989, on: '2026-03-01' } }),
    ).toMatchObject({
      signal: 'last',
      warmup: { state: 'warm' },
    });
  });

  it.each([
    ['custom', undefined, { state: 'recovering', cap: 1_000, day: 14 }],
    ['warming', { ...warmup, on: '2026-02-28' }, { state: 'warming', cap: 44, day: 3 }],
  ] as const)('comes back with half after 30 idle days, once: %s', (tier, known, expected) => {
    const kept = known ?? { state: 'warm' as const, day: 14, cap: 2_000, on: '2026-03-01' };
    const idle = (lastSentOn: string) =>
      judgeWarmup({ ...fresh, tier, warmup: kept, lastSentOn }, [], START, SETTINGS);
    expect(idle('2026-02-01').warmup?.cap).toBe(kept.cap);
    const judged = idle('2026-01-31');
    expect(judged).toMatchObject({ signal: 'idle', warmup: expected, lastSentOn: undefined });
    const later = judgeWarmup({ ...fresh, tier, ...judged }, [], addMs(START, 40 * DAY), SETTINGS);
    expect(later.warmup?.cap).toBe(expected.cap);
  });
});
