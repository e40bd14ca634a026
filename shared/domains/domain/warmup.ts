import { DAY } from '../../kernel/clock.ts';

/** Cold volume of day 1 and its daily growth: `min(target, 20 * 1.35^(day - 1))`. */
const FIRST_DAY = 20;
const GROWTH = 1.35;

export interface WarmingDomain {
  readonly tier: 'custom' | 'prewarmed' | 'warming';
  readonly addedOn: string;
  readonly targetPerDay: number;
}

/** The day of the warmup, 1 on the day the domain was added. */
export const warmupDay = (domain: WarmingDomain, now: Date): number =>
  Math.max(1, Math.floor((now.getTime() - Date.parse(`${domain.addedOn}T00:00:00Z`)) / DAY) + 1);

/** How many e-mails a domain may send today: its target once it is warm, a growing part of it before. */
export const dailyCap = (domain: WarmingDomain, now: Date): number =>
  domain.tier === 'warming'
    ? Math.min(domain.targetPerDay, Math.floor(FIRST_DAY * GROWTH ** (warmupDay(domain, now) - 1)))
    : domain.targetPerDay;
