import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RexError } from '../../kernel/errors.ts';
import {
  agedErrand,
  type Errand,
  failErrand,
  isOpen,
  offerErrand,
  renewErrand,
  settleErrand,
  takeErrand,
} from './errand.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const at = (seconds: number): Date => new Date(START + seconds * 1000);
const ANN = `oa_${'a'.repeat(26)}`;
const BOB = `oa_${'b'.repeat(26)}`;
const offered = (): Errand =>
  offerErrand(
    {
      workspace: 'acme',
      missionId: `m_${'0'.repeat(26)}`,
      step: 'personalize',
      task: {},
      correlationId: 'c',
    },
    at(0),
  );
const conflict = expect.objectContaining({ code: 'CONFLICT' });

describe('an errand', () => {
  it('is held by one at a time, and by the next one when the lease has run out', () => {
    const anns = takeErrand(offered(), ANN, 'r1', at(1));
    expect(() => takeErrand(anns, BOB, 'r2', at(60))).toThrow(conflict);
    const kept = renewErrand(anns, ANN, 1, at(100));
    expect(() => takeErrand(kept, BOB, 'r2', at(200))).toThrow(conflict);
    const bobs = takeErrand(kept, BOB, 'r2', at(221));
    expect(bobs).toMatchObject({ epoch: 2, lease: { agent: BOB } });
    for (const late of [
      () => settleErrand(bobs, ANN, 1, 'late', at(222)),
      () => renewErrand(bobs, ANN, 1, at(222)),
      () => failErrand(bobs, ANN, 1, { code: 'x', retry: true }, at(222)),
      () => settleErrand(bobs, ANN, 2, 'late', at(222)),
    ]) {
      expect(late).toThrow(conflict);
    }
    expect(settleErrand(bobs, BOB, 2, 'mine', at(223))).toMatchObject({ state: 'done', result: 'mine' });
  });

  it('is given again to whoever asks with the same request: the answer was lost', () => {
    const anns = takeErrand(offered(), ANN, 'r1', at(1));
    expect(takeErrand(anns, ANN, 'r1', at(2))).toBe(anns);
    expect(() => takeErrand(anns, ANN, 'r2', at(2))).toThrow(conflict);
  });

  it('is settled once, however often that is said', () => {
    const done = settleErrand(takeErrand(offered(), ANN, 'r1', at(1)), ANN, 1, 'it', at(2));
    expect(settleErrand(done, ANN, 1, 'other', at(3))).toBe(done);
    expect(() => takeErrand(done, BOB, 'r2', at(1_000))).toThrow(conflict);
  });

  it('is given up at its deadline, after three tries, and when an agent says that it cannot be done', () => {
    expect(agedErrand(offered(), at(1_799)).state).toBe('offered');
    expect(agedErrand(offered(), at(1_800))).toMatchObject({
      state: 'given_up',
      reason: 'Nobody did it in time.',
    });
    let errand = offered();
    for (let n = 0; n < 3; n++) errand = takeErrand(errand, ANN, `r${n}`, at(n * 130));
    expect(agedErrand(errand, at(400))).toMatchObject({
      state: 'given_up',
      reason: expect.stringContaining('3 agents'),
    });
    const anns = takeErrand(offered(), ANN, 'r1', at(1));
    expect(failErrand(anns, ANN, 1, { code: 'NO', retry: false }, at(2)).state).toBe('given_up');
    expect(failErrand(anns, ANN, 1, { code: 'NO', retry: true }, at(2))).toMatchObject({
      state: 'offered',
      epoch: 1,
    });
  });

  it('has one holder, one end and at most three tries, whatever happens', () => {
    const step = fc.record({
      act: fc.constantFrom('take', 'beat', 'result', 'fail', 'age'),
      agent: fc.constantFrom(ANN, BOB),
      epoch: fc.nat(4),
      retry: fc.boolean(),
      wait: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (history) => {
        let errand = offered();
        let seconds = 0;
        let ends = 0;
        for (const [n, { act, agent, epoch, retry, wait }] of history.entries()) {
          seconds += wait;
          const before = errand;
          const now = at(seconds);
          try {
            if (act === 'take') errand = takeErrand(errand, agent, `r${n}`, now);
            if (act === 'beat') errand = renewErrand(errand, agent, epoch, now);
            if (act === 'result') errand = settleErrand(errand, agent, epoch, n, now);
            if (act === 'fail') errand = failErrand(errand, agent, epoch, { code: 'x', retry }, now);
            if (act === 'age') errand = agedErrand(errand, now);
          } catch (error) {
            expect(error).toBeInstanceOf(RexError);
            expect(errand).toBe(before);
          }
          if (isOpen(before) && !isOpen(errand)) ends += 1;
          if (!isOpen(before)) expect(errand).toBe(before);
          expect(errand.epoch).toBeLessThanOrEqual(3);
          expect(errand.epoch).toBeGreaterThanOrEqual(before.epoch);
          // Nobody is put in somebody's place before their time was over.
          const held = before.state === 'taken' && before.lease && before.lease.until > now.toISOString();
          if (held && errand.state === 'taken') expect(errand.lease?.agent).toBe(before.lease?.agent);
        }
        expect(ends).toBeLessThanOrEqual(1);
        expect(agedErrand(errand, at(10_000)).state).toMatch(/done|given_up/);
      }),
    );
  });
});
