import { addMs, DAY, utcDay } from '../../kernel/clock.ts';
import { PROVIDER_GROUPS } from '../../leads/contract/provider-groups.ts';
import { DEFAULT_WARMUP, type WarmupSettings } from '../../limits/contract/warmup.ts';
import { rateOf } from './reputation.ts';
import { sumByProvider, type TrafficByProvider, totalOf } from './traffic.ts';
import {
  advanceWarmup,
  dailyCap,
  isHeldBack,
  type WarmingDomain,
  type Warmup,
  type WarmupSignal,
  warmupOf,
} from './warmup.ts';

/** Rates of the last seven days at which a warmup grows no further: common advice of senders and of providers. */
const MOST_BOUNCES = 0.02;
const MOST_COMPLAINTS = 0.001;
/** Share of a provider's e-mails of one day. One message that is put off among hundreds is noise. */
const MOST_DEFERRALS = 0.01;
const IDLE_DAYS = 30;
/** Google judges complaints over seven days; bounces arrive within two. */
export const DAYS_JUDGED = 7;

export interface DomainDay {
  readonly day: string;
  readonly byProvider: TrafficByProvider;
}

export interface JudgedWarmup {
  /** Absent as long as a domain that came warm has never rested. */
  readonly warmup: Warmup | undefined;
  readonly signal: WarmupSignal | undefined;
  /** The last day on which the domain sent anything; absent once it was found idle, so that this is found once. */
  readonly lastSentOn: string | undefined;
}

/**
 * Judges the days of a warmup that are over, and moves it on. Each day is judged once: a second look on the same day, or one after
 * a death, finds nothing to do.
 * @param days the last days with their traffic, oldest first, today included
 */
export function judgeWarmup(
  domain: WarmingDomain & { readonly lastSentOn?: string | undefined },
  days: readonly DomainDay[],
  now: Date,
  settings: WarmupSettings,
): JudgedWarmup {
  const today = utcDay(now);
  const lastSentOn =
    days.findLast(({ byProvider }) => totalOf(byProvider).sent > 0)?.day ?? domain.lastSentOn;
  const warmup = warmupOf(domain, now);
  if (lastSentOn !== undefined && daysBetween(lastSentOn, today) >= IDLE_DAYS) {
    return { ...moved(domain, warmup, 'idle', today, settings), lastSentOn: undefined };
  }
  if (warmup.state === 'warm') return { warmup: domain.warmup, signal: undefined, lastSentOn };
  // A state that was not kept before begins today; what the calendar said until then is not judged.
  if (!domain.warmup || warmup.on >= today) return { warmup, signal: undefined, lastSentOn };
  const signal = signalOf(domain, warmup, days, now, settings);
  return { ...moved(domain, warmup, signal, today, settings), lastSentOn };
}

function moved(
  { targetPerDay }: WarmingDomain,
  warmup: Warmup,
  signal: WarmupSignal,
  today: string,
  settings: WarmupSettings,
): { readonly warmup: Warmup; readonly signal: WarmupSignal } {
  return { warmup: { ...advanceWarmup(warmup, signal, targetPerDay, settings), on: today }, signal };
}

function signalOf(
  domain: WarmingDomain,
  warmup: Warmup,
  days: readonly DomainDay[],
  now: Date,
  { volumes }: WarmupSettings,
): WarmupSignal {
  const today = utcDay(now);
  const over = days.filter(({ day }) => day >= warmup.on && day < today).map(({ byProvider }) => byProvider);
  const judged = sumByProvider(over);
  const isDeferred = PROVIDER_GROUPS.some(
    (provider) => judged[provider].deferred > MOST_DEFERRALS * judged[provider].sent,
  );
  if (isDeferred) return 'deferred';
  const week = totalOf(sumByProvider(days.map(({ byProvider }) => byProvider)));
  if (rateOf(week, 'bounced') > MOST_BOUNCES || rateOf(week, 'complained') > MOST_COMPLAINTS)
    return 'troubled';
  // Half of the day's volume: from less, a provider learns nothing about what comes next.
  const most = Math.max(0, ...over.map((byProvider) => totalOf(byProvider).sent));
  if (most * 2 < dailyCap({ ...domain, warmup }, now)) return 'quiet';
  return warmup.day >= volumes.length ? 'last' : 'sent';
}

/**
 * The UTC day on which a warmup that is held grows again, if nothing more is sent until then; undefined for one that is not held.
 * @param days the last days with their traffic, oldest first, today included
 */
export function heldUntil(
  domain: WarmingDomain,
  days: readonly DomainDay[],
  now: Date,
  settings: WarmupSettings = DEFAULT_WARMUP,
): string | undefined {
  let then = domain;
  let at = now;
  while (isHeldBack(then, at)) {
    at = addMs(at, DAY);
    const since = utcDay(addMs(at, -(DAYS_JUDGED - 1) * DAY));
    const { warmup } = judgeWarmup(
      then,
      days.filter(({ day }) => day >= since),
      at,
      settings,
    );
    then = { ...then, warmup };
  }
  return at === now ? undefined : utcDay(at);
}

const daysBetween = (from: string, to: string): number => (Date.parse(to) - Date.parse(from)) / DAY;
