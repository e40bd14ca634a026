import { describe, expect, it } from 'vitest';
import { sampleSend } from '../../../test/support/samples.ts';
import { addMs, DAY, MINUTE } from '../../kernel/clock.ts';
import { journeyState } from './journey.ts';
import type { Send } from './send.ts';

const now = new Date('2026-01-05T09:00:00Z');
const DELAYS = [0, 3, 4];

function sent(step: number, daysAgo: number, more: Partial<Send> = {}): Send {
  const at = addMs(now, -daysAgo * DAY).toISOString();
  return sampleSend({ step, claimedAt: at, sentAt: at, ...more });
}

describe('where a lead is in the sequence', () => {
  it('begins with step 1, then waits the days of the next step', () => {
    expect(journeyState([], DELAYS, now, now)).toEqual({ kind: 'next', step: 1, dueAt: now });
    expect(journeyState([sent(1, 1)], DELAYS, now, now)).toEqual({
      kind: 'next',
      step: 2,
      dueAt: addMs(now, 2 * DAY),
    });
  });

  it('does not mind the order of the entries', () => {
    const entries = [sent(2, 4), sent(1, 7)];
    expect(journeyState(entries, DELAYS, now, now)).toEqual({ kind: 'next', step: 3, dueAt: now });
    expect(journeyState(entries.toReversed(), DELAYS, now, now)).toEqual({
      kind: 'next',
      step: 3,
      dueAt: now,
    });
  });

  it.each([
    ['REPLIED', { repliedAt: now.toISOString() }],
    ['UNSUBSCRIBED', { unsubscribedAt: now.toISOString() }],
    ['COMPLAINED', { complainedAt: now.toISOString() }],
    ['BOUNCED', { bouncedAt: now.toISOString(), bounce: { permanent: true, diagnostic: '550' } }],
    ['UNKNOWN', { state: 'unknown' as const }],
    ['REJECTED', { state: 'rejected' as const }],
  ])('ends with %s', (reason, outcome) => {
    expect(journeyState([sent(1, 9, outcome)], DELAYS, now, now)).toEqual({ kind: 'ended', reason });
  });

  it('goes on after a soft bounce, and ends after the last step', () => {
    const soft = { bouncedAt: now.toISOString(), bounce: { permanent: false, diagnostic: '452' } };
    expect(journeyState([sent(1, 9, soft)], DELAYS, now, now)).toMatchObject({ kind: 'next', step: 2 });
    expect(journeyState([sent(3, 1)], DELAYS, now, now)).toEqual({ kind: 'ended', reason: 'FINISHED' });
  });

  it('waits for a claim to settle, for a quarter of an hour; a claim that was let go does not count', () => {
    const claimed = sent(1, 0, { state: 'claimed', sentAt: undefined });
    expect(journeyState([claimed], DELAYS, now, now)).toMatchObject({
      kind: 'settling',
      until: addMs(now, 15 * MINUTE),
    });
    expect(journeyState([{ ...claimed, state: 'released' }], DELAYS, now, now)).toMatchObject({
      kind: 'next',
      step: 1,
    });
  });

  it.each([
    ['an unsubscription', { unsubscribedAt: now.toISOString() }],
    ['a reply', { repliedAt: now.toISOString() }],
  ])('settles a claim before the end that %s makes of the sequence', (_, heard) => {
    const claimed = sent(1, 1, { state: 'claimed', sentAt: undefined, ...heard });
    for (const sends of [[claimed], [claimed, sent(2, 0)], [sent(2, 0), claimed]])
      expect(journeyState(sends, DELAYS, now, now)).toEqual({ kind: 'settling', send: claimed, until: now });
  });

  it('has a claim of which nothing was heard looked at now, not in the past', () => {
    const claimed = sent(1, 1, { state: 'claimed', sentAt: undefined });
    expect(journeyState([claimed], DELAYS, now, now)).toEqual({
      kind: 'settling',
      send: claimed,
      until: now,
    });
  });

  it('waits for a person as long as they have time, from the claim on where nobody said how long', () => {
    const until = addMs(now, 2 * DAY);
    const task = sent(1, 1, { state: 'assigned', sentAt: undefined, assignedUntil: until.toISOString() });
    expect(journeyState([task], DELAYS, now, now)).toEqual({ kind: 'settling', send: task, until });
    const late = addMs(until, DAY);
    expect(journeyState([task], DELAYS, now, late)).toEqual({ kind: 'settling', send: task, until: late });
    const unsaid = { ...task, assignedUntil: undefined };
    expect(journeyState([unsaid], DELAYS, now, now)).toEqual({ kind: 'settling', send: unsaid, until: now });
    const then = new Date(unsaid.claimedAt);
    expect(journeyState([unsaid], DELAYS, now, addMs(then, -1))).toMatchObject({ until: then });
  });

  it('counts the days from the sending, or from when the step was left out', () => {
    const early = { claimedAt: addMs(now, -9 * DAY).toISOString() };
    const dueAt = (more: Partial<Send>) =>
      journeyState([sent(1, 5, { ...early, ...more })], DELAYS, now, now);
    const at = addMs(now, -3 * DAY);
    const next = (from: Date) => ({ kind: 'next', step: 2, dueAt: addMs(from, 3 * DAY) });
    expect(dueAt({ sentAt: at.toISOString(), skippedAt: early.claimedAt })).toEqual(next(at));
    const skipped = { state: 'skipped', sentAt: undefined, skippedAt: at.toISOString() } as const;
    expect(dueAt(skipped)).toEqual(next(at));
    expect(dueAt({ ...skipped, skippedAt: undefined })).toEqual(next(new Date(early.claimedAt)));
  });
});
