import * as z from 'zod';
import { DAY, utcDay } from '../../kernel/clock.ts';
import { isoDateSchema } from '../../kernel/contract/common.ts';
import { readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { DEFAULT_WARMUP, type WarmupSettings } from '../../limits/contract/warmup.ts';

/**
 * `warming`: a new domain, whose volume grows. `held`: the same, after a day that says that it grew too fast. `recovering`: a
 * domain that was warm before, coming back after a rest. `warm`: it may send all that it should.
 */
const WARMUP_STATES = ['warming', 'held', 'recovering', 'warm'] as const;
type WarmupState = (typeof WARMUP_STATES)[number];

export const warmupSchema = z.object({
  state: readUnknownAs(z.enum(WARMUP_STATES), 'held'),
  /** The day of the schedule, from 1. */
  day: z.number().int().min(1),
  /** What it may send on that day, if its target is not less. */
  cap: z.number().int().min(1),
  /** The UTC day on which it began. Each day is judged once, when it is over. */
  on: isoDateSchema,
});
export type Warmup = z.infer<typeof warmupSchema>;

/** What a day that is over says; `rested`: the domain is resumed after it was rotated out. */
const WARMUP_SIGNALS = ['rested', 'idle', 'deferred', 'troubled', 'last', 'sent', 'quiet'] as const;
export type WarmupSignal = (typeof WARMUP_SIGNALS)[number];

/** What a transition does with the day of the schedule; `half` is the last day with at most half of what it may send now. */
type Step = 'same' | 'next' | 'back' | 'half';

interface Transition {
  readonly from: readonly WarmupState[];
  readonly on: WarmupSignal;
  readonly to: WarmupState;
  readonly step: Step;
}

const GROWING = ['warming', 'held'] as const;

/** What is not in the table changes nothing. */
export const WARMUP_TRANSITIONS: readonly Transition[] = [
  { from: GROWING, on: 'sent', to: 'warming', step: 'next' },
  { from: GROWING, on: 'last', to: 'warm', step: 'same' },
  { from: GROWING, on: 'quiet', to: 'warming', step: 'same' },
  { from: GROWING, on: 'troubled', to: 'held', step: 'same' },
  { from: GROWING, on: 'deferred', to: 'held', step: 'back' },
  { from: GROWING, on: 'idle', to: 'warming', step: 'half' },
  { from: GROWING, on: 'rested', to: 'warming', step: 'half' },
  { from: ['recovering'], on: 'sent', to: 'recovering', step: 'next' },
  { from: ['recovering'], on: 'last', to: 'warm', step: 'same' },
  { from: ['recovering'], on: 'deferred', to: 'recovering', step: 'back' },
  { from: ['recovering'], on: 'idle', to: 'recovering', step: 'half' },
  { from: ['recovering'], on: 'rested', to: 'recovering', step: 'half' },
  { from: ['warm'], on: 'idle', to: 'recovering', step: 'half' },
  { from: ['warm'], on: 'rested', to: 'recovering', step: 'half' },
];

/** A domain as far as its warmup goes. */
export interface WarmingDomain {
  readonly tier: 'custom' | 'prewarmed' | 'warming';
  readonly addedOn: string;
  readonly targetPerDay: number;
  readonly warmup?: Warmup | undefined;
}

/**
 * The warmup of a domain. Domains from before its state was kept are on the day of the default schedule that the calendar says;
 * domains that came warm are warm.
 */
export function warmupOf({ tier, addedOn, targetPerDay, warmup }: WarmingDomain, now: Date): Warmup {
  if (warmup) return warmup;
  const { volumes } = DEFAULT_WARMUP;
  const on = utcDay(now);
  const day = Math.max(1, Math.floor((Date.parse(on) - Date.parse(addedOn)) / DAY) + 1);
  return tier !== 'warming' || day > volumes.length
    ? { state: 'warm', day, cap: targetPerDay, on }
    : { state: 'warming', day, cap: volumes[day - 1] ?? 1, on };
}

/** Whether a domain is so new that only its warmup says how much it sends, to whomever. */
export const isWarmingUp = (domain: WarmingDomain, now: Date): boolean => {
  const { state } = warmupOf(domain, now);
  return state === 'warming' || state === 'held';
};

/** Whether a new domain had bad days just now: then it spares dormant leads, who are the ones that bounce and complain. */
export const isHeldBack = (domain: WarmingDomain, now: Date): boolean =>
  warmupOf(domain, now).state === 'held';

/** Day 1 of the warmup of a new domain, by the schedule of its workspace; undefined for one that came warm. */
export const firstDay = (
  tier: WarmingDomain['tier'],
  { volumes }: WarmupSettings = DEFAULT_WARMUP,
  now: Date,
): Warmup | undefined =>
  tier === 'warming' ? { state: 'warming', day: 1, cap: volumes[0] ?? 1, on: utcDay(now) } : undefined;

/** How many e-mails a domain may send today: its target once it is warm, less before. */
export const dailyCap = (domain: WarmingDomain, now: Date): number => {
  const { state, cap } = warmupOf(domain, now);
  return state === 'warm' ? domain.targetPerDay : Math.min(domain.targetPerDay, cap);
};

/** The warmup after a signal; the same one (by identity) when nothing changes. */
export function advanceWarmup(
  warmup: Warmup,
  signal: WarmupSignal,
  targetPerDay: number,
  { volumes }: WarmupSettings,
): Warmup {
  const found = WARMUP_TRANSITIONS.find(({ from, on }) => on === signal && from.includes(warmup.state));
  if (!found) return warmup;
  const { day, cap } = stepped(warmup, found.step, targetPerDay, volumes);
  return { ...warmup, state: found.to, day, cap };
}

function stepped(
  { state, day, cap }: Warmup,
  step: Step,
  targetPerDay: number,
  volumes: readonly number[],
): Pick<Warmup, 'day' | 'cap'> {
  const to = (next: number) => {
    const within = Math.min(Math.max(1, next), volumes.length);
    return { day: within, cap: volumes[within - 1] ?? 1 };
  };
  switch (step) {
    case 'same':
      return { day, cap };
    case 'next':
      return to(day + 1);
    case 'back':
      return to(day - 1);
    case 'half': {
      const half = Math.max(1, Math.floor(Math.min(targetPerDay, state === 'warm' ? targetPerDay : cap) / 2));
      return { day: Math.max(1, volumes.findLastIndex((volume) => volume <= half) + 1), cap: half };
    }
  }
}

/** What a domain may send on the days to come, today first, if every one of them goes well. */
export function plannedCaps(
  domain: WarmingDomain,
  now: Date,
  days: number,
  settings: WarmupSettings = DEFAULT_WARMUP,
): number[] {
  let warmup = warmupOf(domain, now);
  return Array.from({ length: days }, () => {
    const cap = dailyCap({ ...domain, warmup }, now);
    const signal = warmup.day >= settings.volumes.length ? 'last' : 'sent';
    warmup = advanceWarmup(warmup, signal, domain.targetPerDay, settings);
    return cap;
  });
}
