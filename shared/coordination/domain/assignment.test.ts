import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { RexError } from '../../kernel/errors.ts';
import {
  type Assignment,
  agedAssignment,
  assignmentOfModel,
  failAssignment,
  isOpen,
  offerAssignment,
  renewAssignment,
  settleAssignment,
  takeAssignment,
} from './assignment.ts';

const START = Date.parse('2026-03-02T09:00:00Z');
const at = (seconds: number): Date => new Date(START + seconds * 1000);
const ANN = `oa_${'a'.repeat(26)}`;
const BOB = `oa_${'b'.repeat(26)}`;
const offered = (): Assignment =>
  offerAssignment(
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

describe('an assignment', () => {
  it('is held by one agent at a time, and by the next one after the lease ran out', () => {
    const anns = takeAssignment(offered(), ANN, 'r1', at(1));
    expect(() => takeAssignment(anns, BOB, 'r2', at(60))).toThrow(conflict);
    const kept = renewAssignment(anns, ANN, 1, at(100));
    expect(() => takeAssignment(kept, BOB, 'r2', at(200))).toThrow(conflict);
    const bobs = takeAssignment(kept, BOB, 'r2', at(221));
    expect(bobs).toMatchObject({ epoch: 2, lease: { agent: BOB } });
    for (const late of [
      () => settleAssignment(bobs, ANN, 1, 'late', at(222)),
      () => renewAssignment(bobs, ANN, 1, at(222)),
      () => failAssignment(bobs, ANN, 1, { code: 'x', retry: true }, at(222)),
      () => settleAssignment(bobs, ANN, 2, 'late', at(222)),
    ]) {
      expect(late).toThrow(conflict);
    }
    expect(settleAssignment(bobs, BOB, 2, 'mine', at(223))).toMatchObject({ state: 'done', result: 'mine' });
  });

  it('is given again for a repeated request, whose first answer was lost', () => {
    const anns = takeAssignment(offered(), ANN, 'r1', at(1));
    expect(takeAssignment(anns, ANN, 'r1', at(2))).toBe(anns);
    expect(() => takeAssignment(anns, ANN, 'r2', at(2))).toThrow(conflict);
  });

  it('is not given to another agent whose request happens to have the same id', () => {
    const anns = takeAssignment(offered(), ANN, '1', at(1));
    expect(() => takeAssignment(anns, BOB, '1', at(2))).toThrow(conflict);
    const models = assignmentOfModel(offered(), 'background');
    expect(() => takeAssignment(models, BOB, 'background', at(2))).toThrow(conflict);
  });

  it('is settled once, however often the agent reports it', () => {
    const done = settleAssignment(takeAssignment(offered(), ANN, 'r1', at(1)), ANN, 1, 'it', at(2));
    expect(settleAssignment(done, ANN, 1, 'other', at(3))).toBe(done);
    expect(() => takeAssignment(done, BOB, 'r2', at(1_000))).toThrow(conflict);
  });

  it('is given up at its deadline, after three tries, or when an agent reports that it cannot be done', () => {
    expect(agedAssignment(offered(), at(1_799)).state).toBe('offered');
    expect(agedAssignment(offered(), at(1_800))).toMatchObject({
      state: 'given_up',
      reason: 'Nobody did it in time.',
    });
    let assignment = offered();
    for (let n = 0; n < 3; n++) assignment = takeAssignment(assignment, ANN, `r${n}`, at(n * 130));
    expect(agedAssignment(assignment, at(400))).toMatchObject({
      state: 'given_up',
      reason: expect.stringContaining('3 agents'),
    });
    const anns = takeAssignment(offered(), ANN, 'r1', at(1));
    expect(failAssignment(anns, ANN, 1, { code: 'NO', retry: false }, at(2)).state).toBe('given_up');
    expect(failAssignment(anns, ANN, 1, { code: 'NO', retry: true }, at(2))).toMatchObject({
      state: 'offered',
      epoch: 1,
    });
  });

  it('has at most one holder, one end and three tries in any history', () => {
    const step = fc.record({
      act: fc.constantFrom('take', 'beat', 'result', 'fail', 'age'),
      agent: fc.constantFrom(ANN, BOB),
      epoch: fc.nat(4),
      retry: fc.boolean(),
      wait: fc.nat(200),
    });
    fc.assert(
      fc.property(fc.array(step, { maxLength: 60 }), (history) => {
        let assignment = offered();
        let seconds = 0;
        let ends = 0;
        for (const [n, { act, agent, epoch, retry, wait }] of history.entries()) {
          seconds += wait;
          const before = assignment;
          const now = at(seconds);
          try {
            if (act === 'take') assignment = takeAssignment(assignment, agent, `r${n}`, now);
            if (act === 'beat') assignment = renewAssignment(assignment, agent, epoch, now);
            if (act === 'result') assignment = settleAssignment(assignment, agent, epoch, n, now);
            if (act === 'fail')
              assignment = failAssignment(assignment, agent, epoch, { code: 'x', retry }, now);
            if (act === 'age') assignment = agedAssignment(assignment, now);
          } catch (error) {
            expect(error).toBeInstanceOf(RexError);
            expect(assignment).toBe(before);
          }
          if (isOpen(before) && !isOpen(assignment)) ends += 1;
          if (!isOpen(before)) expect(assignment).toBe(before);
          expect(assignment.epoch).toBeLessThanOrEqual(3);
          expect(assignment.epoch).toBeGreaterThanOrEqual(before.epoch);
          // Nobody is put in somebody's place before their time was over.
          const held = before.state === 'taken' && before.lease && before.lease.until > now.toISOString();
          if (held && assignment.state === 'taken') expect(assignment.lease?.agent).toBe(before.lease?.agent);
        }
        expect(ends).toBeLessThanOrEqual(1);
        expect(agedAssignment(assignment, at(10_000)).state).toMatch(/done|given_up/);
      }),
    );
  });
});
