import { DAY } from '../../kernel/clock.ts';
import type { BounceReason } from '../../mail/domain/bounce-severity.ts';
import type { Lead } from './lead.ts';
import type { SoftBounce } from './soft-bounce.ts';

/** For each reason: the number of failures within a number of days after which an address counts as dead. */
interface RepeatRule {
  readonly failures: number;
  readonly withinDays: number;
}

/**
 * A mailbox that is disabled or full may recover; one that stays so for weeks is abandoned. Failures because of the sender
 * (reputation, content, too many connections) say nothing about the address, however often they occur, so reasons that are
 * not listed here never add up.
 */
export const REPEAT_RULES: Readonly<Partial<Record<BounceReason, RepeatRule>>> = {
  'mailbox disabled': { failures: 3, withinDays: 90 },
  'mailbox full': { failures: 3, withinDays: 90 },
  // "User unknown", and nothing shows that it is about the address; twice is enough.
  'accepted, and refused with the message': { failures: 2, withinDays: 90 },
};

/** Most failures that are remembered for a lead. */
const KEPT = 10;

export interface CountedBounce {
  readonly lead: Lead;
  /** Whether the address now counts as dead. */
  readonly dead: boolean;
}

/** Adds a failure of an address. Returns the same lead when it was counted before or does not add up. */
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
