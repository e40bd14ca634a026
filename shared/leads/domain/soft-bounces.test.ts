import { describe, expect, it } from 'vitest';
import { sampleLead } from '../../../test/support/samples.ts';
import type { BounceReason } from '../../mail/domain/bounce-severity.ts';
import { countSoftBounce, REPEAT_RULES } from './soft-bounces.ts';

const RULES = Object.entries(REPEAT_RULES).map(([reason, rule]) => [reason as BounceReason, rule] as const);

const day = (n: number): string => new Date(Date.UTC(2026, 0, 1 + n)).toISOString();
const fold = (failures: readonly (readonly [day: number, reason: BounceReason, source?: string])[]) =>
  failures.reduce(
    ({ lead }, [at, reason, source = `m#${at}`]) => countSoftBounce(lead, { at: day(at), reason, source }),
    { lead: sampleLead(), dead: false },
  );

describe('soft bounces', () => {
  it.each(RULES)('make an address dead when they add up: %s', (reason, { failures, withinDays }) => {
    const some = Array.from({ length: failures }, (_, n) => [n * 7, reason] as const);
    expect(fold(some.slice(1)).dead).toBe(false);
    expect(fold(some).dead).toBe(true);
    expect(fold(some.toReversed()).dead).toBe(true);
    const apart = Array.from({ length: failures }, (_, n) => [n * (withinDays + 1), reason] as const);
    expect(fold(apart).dead).toBe(false);
  });

  it('count once however often they are reported', () => {
    const told = [1, 2, 3, 4].map((n) => [n, 'mailbox disabled', 'message m#1'] as const);
    expect(fold(told)).toMatchObject({ dead: false, lead: { softBounces: [{ source: 'message m#1' }] } });
  });

  it('never add up when they concern the sender or have different reasons', () => {
    const refused = Array.from(
      { length: 9 },
      (_, n) => [n, 'refused for the sender or the content'] as const,
    );
    expect(fold(refused)).toEqual({ dead: false, lead: sampleLead() });
    expect(
      fold([
        [1, 'mailbox disabled'],
        [2, 'mailbox full'],
        [3, 'mailbox disabled'],
      ]).dead,
    ).toBe(false);
  });
});
