import { anytimeTest } from './anytime.ts';
import type { Proportion } from './proportions.ts';

/** Beyond this the arms are alike for all that anybody will do about it. */
const MOST_TIMES = 1_000;
const STEP = 1.1;

/**
 * How many leads, in both arms together and in the proportion that they have now, it takes until the test decides, if the rates
 * stay as they are; two digits, because it is no more than a guess. Null when it has decided, or when no number would do.
 */
export function leadsNeeded(a: Proportion, b: Proportion): number | null {
  if (a.trials === 0 || b.trials === 0) return null;
  const isDecided = (times: number): boolean =>
    anytimeTest(scaled(a, times), scaled(b, times)).verdict !== 'no decision yet';
  if (isDecided(1)) return null;
  for (let times = STEP; times <= MOST_TIMES; times *= STEP)
    if (isDecided(times)) return roundedUp((a.trials + b.trials) * times);
  return null;
}

const scaled = ({ successes, trials }: Proportion, times: number): Proportion => ({
  successes: Math.round(successes * times),
  trials: Math.round(trials * times),
});

function roundedUp(value: number): number {
  const unit = 10 ** Math.max(0, Math.floor(Math.log10(value)) - 1);
  return Math.ceil(value / unit) * unit;
}
