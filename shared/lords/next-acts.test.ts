import { expect, it } from 'vitest';
import { nextActs } from '../seats/contract/next-acts.ts';
import type { SeatName } from '../seats/contract/seat.ts';
import { SEATS } from './registry.ts';

it.each<[SeatName, string, string, string[]]>([
  ['arbiter', 'case', 'registered', ['analyzeConflict']],
  ['arbiter', 'case', 'analyzed', ['analyzeConflict', 'proposeResolution']],
  ['arbiter', 'case', 'final', []],
  ['arbiter', 'proposal', 'proposed', ['makeArbitrationDecision']],
  ['arbiter', 'proposal', 'decided', []],
  ['arbiter', 'decision', 'enforced', ['registerConflict']],
  ['arbiter', 'decision', 'appealed', ['handleAppeal']],
  ['herald', 'broadcast', 'awaiting', ['approveBroadcast']],
  ['herald', 'broadcast', 'told', []],
  ['strategos', 'plan', 'planned', ['assignTask', 'allocateResource', 'optimizeTimeline']],
  ['strategos', 'plan', 'completed', []],
  ['strategos', 'task', 'assigned', ['reportProgress']],
  ['architect', 'initiative', 'rejected', []],
])('of the %s, about a %s that is %s, %j may be asked for', (name, kind, state, operations) => {
  const seat = SEATS.find((each) => each.name === name);
  if (!seat) throw new Error('There is no such seat.');
  const next = nextActs(seat, kind, { id: 'x_1', state });
  expect(next.map(({ operation }) => operation)).toEqual(operations);
});

it('names the work, and what is still to be said', () => {
  const seat = SEATS.find(({ name }) => name === 'arbiter');
  if (!seat) throw new Error('There is no such seat.');
  expect(nextActs(seat, 'proposal', { id: 'po_1', state: 'proposed' })).toEqual([
    expect.objectContaining({ about: { proposalId: 'po_1' }, needs: ['option', 'reason'] }),
  ]);
});
