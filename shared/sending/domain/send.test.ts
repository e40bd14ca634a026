import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { applyFeedback, type Feedback, type Send } from './send.ts';

const claimed: Send = {
  workspace: 'acme',
  missionId: `m_${'0'.repeat(26)}`,
  cohort: 'utc-0001',
  leadId: `l_${'0'.repeat(20)}`,
  step: 1,
  version: 1,
  variant: 'A',
  state: 'claimed',
  channel: 'email',
  subject: 'Hello',
  contentHash: 'hash',
  approvalId: 'a_1',
  domain: 'mail.acme.example',
  claimedAt: '2026-01-01T00:00:00.000Z',
};

const at = fc.integer({ min: 1, max: 9 }).map((n) => `2026-01-0${n}T00:00:00.000Z`);
const feedback: fc.Arbitrary<Feedback> = fc.oneof(
  fc.record({
    kind: fc.constantFrom('sent' as const, 'delivered' as const),
    at,
    providerMessageId: fc.constant('ses-1'),
  }),
  fc.record({
    kind: fc.constant('bounced' as const),
    at,
    permanent: fc.boolean(),
    diagnostic: fc.constant('550'),
  }),
  fc.record({
    kind: fc.constantFrom('complained' as const, 'replied' as const, 'unsubscribed' as const),
    at,
  }),
  fc.record({ kind: fc.constantFrom('opened' as const, 'clicked' as const), at, machine: fc.boolean() }),
);
const fold = (all: readonly Feedback[]): Send => all.reduce(applyFeedback, claimed);
/** The provider's own time of sending is taken from whichever event came first. */
const comparable = ({ sentAt: _, ...rest }: Send) => rest;

describe('feedback on a message', () => {
  it('may come twice: the second time says nothing new', () => {
    fc.assert(
      fc.property(fc.array(feedback, { maxLength: 8 }), (all) => {
        const once = fold(all);
        expect(all.reduce(applyFeedback, once)).toBe(once);
      }),
    );
  });

  it('may come in any order', () => {
    fc.assert(
      fc.property(fc.array(feedback, { maxLength: 6 }), fc.nat(), (all, seed) => {
        const shuffled = all
          .map((f, i) => ({ f, k: (seed * 31 + i * 17) % 101 }))
          .toSorted((a, b) => a.k - b.k)
          .map(({ f }) => f);
        expect(comparable(fold(shuffled))).toEqual(comparable(fold(all)));
      }),
    );
  });
});
