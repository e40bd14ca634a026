import { describe, expect, it } from 'vitest';
import {
  begunAnew,
  hasEarned,
  judged,
  lost,
  newTrackRecord,
  revoked,
  stillNeeded,
  type TrackRecord,
} from './track-record.ts';

const EARNED = { share: 0.9, error: 0.05 };
const NOW = new Date('2026-03-05T12:00:00.000Z');
const NEW = newTrackRecord({ workspace: 'acme', agent: 'social', effect: 'social.publish', segment: 'x' });
const of = (record: TrackRecord, ...judgements: ('unchanged' | 'changed' | 'rejected')[]) =>
  judgements.reduce((now, judgement) => judged(now, judgement, EARNED), record);
const times = (n: number) => Array.from({ length: n }, () => 'unchanged' as const);

describe('a track record', () => {
  it('earns autonomy by 32 effects in a row that were approved unchanged, and says how many are left', () => {
    expect(stillNeeded(NEW, EARNED)).toBe(32);
    expect(hasEarned(of(NEW, ...times(31)), EARNED)).toBe(false);
    expect(stillNeeded(of(NEW, ...times(31)), EARNED)).toBe(1);
    expect(hasEarned(of(NEW, ...times(32)), EARNED)).toBe(true);
    expect(of(NEW, ...times(32))).toMatchObject({ decided: 32, unchanged: 32 });
  });

  it('pays for each effect that was changed or rejected with 24 or 25 more', () => {
    for (const judgement of ['changed', 'rejected'] as const) {
      expect(stillNeeded(of(NEW, judgement), EARNED)).toBe(56);
      expect(stillNeeded(of(NEW, ...times(500), judgement), EARNED)).toBe(25);
    }
  });

  it('loses what it earned at once, and keeps what was held against it', () => {
    const earned = of(NEW, ...times(40));
    expect(lost(earned, 'A complaint.', NOW)).toMatchObject({ evidence: 1, lostBecause: 'A complaint.' });
    const bad = of(NEW, 'rejected', 'rejected');
    expect(lost(bad, 'A complaint.', NOW).evidence).toBe(bad.evidence);
  });

  it('earns nothing after it was taken back, until a member lets it begin anew', () => {
    const taken = revoked(of(NEW, ...times(40)), 'ann', NOW);
    expect(hasEarned(of(taken, ...times(200)), EARNED)).toBe(false);
    expect(begunAnew(taken)).toEqual(NEW);
  });

  it('is never stuck: after a thousand rejections it can still be earned', () => {
    const worst = of(NEW, ...Array.from({ length: 1_000 }, () => 'rejected' as const));
    expect(worst.evidence).toBeGreaterThan(0);
    expect(stillNeeded(worst, EARNED)).toBeLessThan(10_000);
  });

  /** Exact: how likely an agent ever earns it whose every effect is approved unchanged with a probability of `share`. */
  function everEarned(share: number, decisions: number): number {
    // Before it is earned, the record depends on how many were changed, and not on when.
    let open = new Map([[0, { record: NEW, probability: 1 }]]);
    let earned = 0;
    for (let n = 0; n < decisions; n++) {
      const next: typeof open = new Map();
      for (const [changes, { record, probability }] of open)
        for (const [judgement, chance] of [
          ['unchanged', share],
          ['changed', 1 - share],
        ] as const) {
          const then = judged(record, judgement, EARNED);
          const key = changes + (judgement === 'changed' ? 1 : 0);
          const so = probability * chance;
          if (hasEarned(then, EARNED)) earned += so;
          else next.set(key, { record: then, probability: (next.get(key)?.probability ?? 0) + so });
        }
      open = next;
    }
    return earned;
  }

  it('is ever earned by an agent that is not better than the share with a probability of the error at most', () => {
    expect(everEarned(0.9, 400)).toBeLessThanOrEqual(0.05);
    expect(everEarned(0.8, 400)).toBeLessThan(0.01);
    expect(everEarned(0.99, 400)).toBeGreaterThan(0.95);
  });
});
