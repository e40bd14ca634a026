import { DAY } from '../../kernel/clock.ts';
import type { BounceReason } from '../../mail/domain/bounce-severity.ts';
import type { Lead } from './lead.ts';
import type { SoftBounce } from './soft-bounce.ts';

/** From how many failures of one kind within how many days an address counts as dead. */
interface RepeatRule {
  readonly failures: number;
  readonly withinDays: number;
}

/**
 * A mailbox that is disabled or full may come back; one that stays so for weeks is abandoned. What is said about us
 * (reputation, content, too many connections) says nothing of the address, however often it is said, so reasons that
 * are not named here never add up.
 */
export const REPEAT_RULES: Readonly<Partial<Record<BounceReason, RepeatRule>>> = {
  'mailbox disabled': { failures: 3, withinDays: 90 },
  'mailbox full': { failures: 3, withinDays: 90 },
};

/** So many are remembered of a lead. */
const KEPT = 10;

export interface CountedBounce {
  readonly lead: Lead;
  /** Whether the address now counts as dead. */
  readonly dead: boolean;
}

/** One more failure of an address; the same lead when it was counted before or does not add up. */
export function countSoftBounce(
  lead: Lead,
  bounce: SoftBounce & { readonly reason: BounceReason },
): CountedBounce {
  const rule = REPEAT_RULES[bounce.reason];
  if (!rule) return { lead, dead: false };
  const before = lead.softBounces ?? [];
  const known = before.some(({ source }) => source === bounce.source);
  const all = known ? before : [...before, bounce];
  const from = Date.parse(bounce.at) - rule.withinDays * DAY;
  const recent = all.filter(({ reason, at }) => reason === bounce.reason && Date.parse(at) >= from);
  return {
    lead: known ? lead : { ...lead, softBounces: all.toSorted(byTime).slice(-KEPT) },
    dead: recent.length >= rule.failures,
  };
}

const byTime = (a: SoftBounce, b: SoftBounce): number => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0);
