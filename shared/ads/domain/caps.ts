import type { TaskSettings } from '../../autonomy/contract/settings.ts';
import { amountOf, changesMoreThan, lessOrEqual, microsOf, shareOfChange } from './money.ts';

export type AdsCaps = TaskSettings['ads'];

/** A change of an amount, in micros. */
interface Amounts {
  readonly what: 'keyword_bid' | 'budget';
  readonly before: string;
  readonly after: string;
}

const SETTINGS = {
  keyword_bid: { up: 'bidUpAtMost', down: 'bidDownAtMost' },
  budget: { up: 'budgetUpAtMost', down: 'budgetDownAtMost' },
} as const;

const percent = (share: number): string =>
  Number.isFinite(share) ? `${Math.round(share * 1_000) / 10} %` : 'from nothing';

/** Why one value may not change so far; undefined when it may. */
export function overCap({ what, before, after }: Amounts, caps: AdsCaps): string | undefined {
  const setting = SETTINGS[what][lessOrEqual(after, before) ? 'down' : 'up'];
  const most = caps[setting];
  if (!changesMoreThan(most, before, after)) return undefined;
  const share = shareOfChange(before, after);
  return `it goes from ${amountOf(before)} to ${amountOf(after)} (${share > 0 ? '+' : ''}${percent(share)}); ${percent(most)} is the most at once (tasks.ads.${setting})`;
}

/** What the budgets rise by a day, all together, in micros. */
export const raiseOf = (changes: readonly Amounts[]): number =>
  changes
    .filter(({ what }) => what === 'budget')
    .reduce((sum, { before, after }) => sum + Math.max(0, Number(BigInt(after) - BigInt(before))), 0);

export const raiseCap = (caps: AdsCaps): number => Number(microsOf(caps.budgetRaiseADay.toFixed(6)));
