import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SIGNS } from '../../engagement/domain/signs.ts';
import { storedForm } from '../../kernel/contract/tolerance.ts';
import { SEND_STATES } from '../../leads/contract/routes.ts';
import {
  applyFeedback,
  endsSequence,
  type Feedback,
  type Send,
  sendSchema,
  wasSent,
  whyNotSent,
} from './send.ts';

const CLAIMED = '2026-01-01T00:00:00.000Z';
const claimed: Send = {
  workspace: 'acme',
  missionId: `m_${'0'.repeat(26)}`,
  cohort: 'utc-0001',
  leadId: `l_${'0'.repeat(20)}`,
  step: 1,
  variant: 'A',
  state: 'claimed',
  channel: 'email',
  subject: 'Hello',
  contentHash: 'hash',
  approvalId: 'a_1',
  domain: 'mail.acme.example',
  claimedAt: CLAIMED,
};

const at = fc.integer({ min: 1, max: 9 }).map((n) => `2026-01-0${n}T00:00:00.000Z`);
/** Also within the minute of the claim, where the time says who it was. */
const seen = fc
  .integer({ min: 0, max: 90 })
  .map((n) => new Date(Date.parse(CLAIMED) + n ** 3 * 1000).toISOString());
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
  fc.record({
    kind: fc.constantFrom('opened' as const, 'clicked' as const),
    at: seen,
    signs: fc.subarray([...SIGNS]),
    link: fc.constantFrom(undefined, 'a', 'b'),
  }),
  fc.record({ kind: fc.constant('judged' as const), at, judgedBy: fc.integer({ min: 1, max: 3 }) }),
);
const fold = (all: readonly Feedback[]): Send => all.reduce(applyFeedback, claimed);
/** The provider's own time of sending is taken from whichever event came first. */
const comparable = ({ sentAt: _, ...rest }: Send) => rest;

describe('feedback on a message', () => {
  it('changes nothing when it comes twice', () => {
    fc.assert(
      fc.property(fc.array(feedback, { maxLength: 8 }), (all) => {
        const once = fold(all);
        expect(all.reduce(applyFeedback, once)).toBe(once);
      }),
    );
  });

  it('has the same result in any order', () => {
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

  const [at, later] = ['2026-01-02T00:00:00.000Z', '2026-01-03T00:00:00.000Z'];
  const providerMessageId = 'ses-1';
  it.each<[Feedback, Partial<Send>]>([
    [
      { kind: 'sent', at, providerMessageId },
      { state: 'sent', sentAt: at, providerMessageId },
    ],
    [
      { kind: 'delivered', at, providerMessageId },
      { state: 'delivered', sentAt: at, deliveredAt: at, providerMessageId },
    ],
    [
      { kind: 'assigned', at, until: later },
      { state: 'assigned', assignedUntil: later },
    ],
    [
      { kind: 'skipped', at },
      { state: 'skipped', skippedAt: at },
    ],
    [
      { kind: 'rejected', at, reason: 'no' },
      { state: 'rejected', rejectedReason: 'no' },
    ],
    [
      { kind: 'bounced', at, permanent: true, diagnostic: 'x'.repeat(300) },
      { state: 'bounced', bouncedAt: at, bounce: { permanent: true, diagnostic: 'x'.repeat(200) } },
    ],
    [
      { kind: 'bounced', at, permanent: false, diagnostic: '452' },
      { state: 'bounced', bouncedAt: at, bounce: { permanent: false, diagnostic: '452' } },
    ],
    [
      { kind: 'complained', at },
      { state: 'complained', complainedAt: at },
    ],
    [{ kind: 'replied', at }, { repliedAt: at }],
    [{ kind: 'unsubscribed', at }, { unsubscribedAt: at }],
    [
      { kind: 'opened', at, signs: [] },
      { openedAt: at, engagements: [{ kind: 'opened', at, signs: [] }] },
    ],
    [
      { kind: 'opened', at, signs: ['provider_flag'] },
      { machineOpenedAt: at, engagements: [{ kind: 'opened', at, signs: ['provider_flag'] }] },
    ],
    [
      { kind: 'clicked', at, signs: [] },
      { clickedAt: at, engagements: [{ kind: 'clicked', at, signs: [] }] },
    ],
    [
      { kind: 'clicked', at, signs: ['provider_flag'] },
      { machineClickedAt: at, engagements: [{ kind: 'clicked', at, signs: ['provider_flag'] }] },
    ],
  ])('is kept: %o', (heard, learned) => {
    expect(applyFeedback(claimed, heard)).toEqual({ ...claimed, ...learned });
  });

  it('only moves the state forward, and keeps the earliest time of each event', () => {
    const bounced = fold([{ kind: 'bounced', at, permanent: true, diagnostic: 'first' }]);
    const sentLater = applyFeedback(bounced, { kind: 'sent', at: later, providerMessageId });
    expect(sentLater).toMatchObject({ state: 'bounced', sentAt: later });
    const again: Feedback = { kind: 'bounced', at: later, permanent: false, diagnostic: 'second' };
    expect(applyFeedback(bounced, again)).toBe(bounced);
    const soft = fold([again, { kind: 'bounced', at, permanent: true, diagnostic: 'first' }]);
    expect(soft).toMatchObject({ bouncedAt: at, bounce: { permanent: true, diagnostic: 'second' } });
    const released: Send = { ...claimed, state: 'released' };
    expect(applyFeedback(released, { kind: 'opened', at, signs: ['provider_flag'] }).state).toBe('released');
  });

  it('on a task keeps the first report', () => {
    const assigned = fold([{ kind: 'assigned', at, until: later }]);
    expect(applyFeedback(assigned, { kind: 'assigned', at: later, until: at })).toBe(assigned);
    const rejected = fold([{ kind: 'rejected', at, reason: 'first' }]);
    expect(applyFeedback(rejected, { kind: 'rejected', at: later, reason: 'second' })).toBe(rejected);
    expect(
      fold([
        { kind: 'skipped', at },
        { kind: 'sent', at: later, providerMessageId },
      ]).state,
    ).toBe('sent');
  });
});

describe('a message in the ledger', () => {
  it('is read with its bounce; an old one without a channel is an e-mail; an unknown state is one nobody knows', () => {
    const { channel: _, ...old } = claimed;
    const bounced = { bouncedAt: claimed.claimedAt, bounce: { permanent: true, diagnostic: '550' } };
    expect(sendSchema.parse({ ...old, ...bounced })).toEqual({ ...claimed, ...bounced });
    expect(storedForm(sendSchema).parse({ ...claimed, state: 'teleported' })).toMatchObject({
      state: 'unknown',
    });
  });

  it('counts as sent only in the states after the provider accepted it', () => {
    expect(SEND_STATES.filter((state) => wasSent({ ...claimed, state })).toSorted()).toEqual(
      ['sent', 'delivered', 'bounced', 'complained'].toSorted(),
    );
  });

  it('gives the reason why it was not sent, or why its result is unknown', () => {
    const reasons = { rejectedReason: 'rejected', releasedReason: 'released', unknownReason: 'unknown' };
    const why = SEND_STATES.map((state) => [state, whyNotSent({ ...claimed, ...reasons, state })]);
    expect(Object.fromEntries(why.filter(([, reason]) => reason !== undefined))).toEqual({
      rejected: 'rejected',
      released: 'released',
      unknown: 'unknown',
      claimed: 'unknown',
    });
  });

  it('ends the sequence when an e-mail did not arrive, but not when another channel failed', () => {
    const at = '2026-01-02T00:00:00.000Z';
    const bounced = { ...claimed, bouncedAt: at, bounce: { permanent: true, diagnostic: '550' } };
    const rejected: Send = { ...claimed, state: 'rejected' };
    expect([bounced, rejected].map(endsSequence)).toEqual(['BOUNCED', 'REJECTED']);
    for (const channel of ['sms', 'whatsapp', 'linkedin'] as const) {
      expect([bounced, rejected].map((send) => endsSequence({ ...send, channel }))).toEqual([
        undefined,
        undefined,
      ]);
    }
    expect(endsSequence({ ...claimed, bouncedAt: at })).toBeUndefined();
  });
});
