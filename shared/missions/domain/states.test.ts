import { describe, expect, it } from 'vitest';
import { MISSION_STATES, type MissionState } from '../contract/mission.ts';
import { indexTransitions, isTerminal, MISSION_EVENTS, MISSION_TRANSITIONS, nextState } from './states.ts';

describe('the transition table of missions', () => {
  it('leads from QUEUED to COMPLETED through every working state', () => {
    let state: MissionState = 'QUEUED';
    const visited: MissionState[] = [state];
    for (const event of ['assign', 'start', 'collect', 'analyze', 'optimize', 'complete'] as const) {
      state = nextState(state, event)?.to ?? state;
      visited.push(state);
    }
    expect(visited).toEqual([
      'QUEUED',
      'ASSIGNED',
      'EXECUTING',
      'COLLECTING',
      'ANALYZING',
      'OPTIMIZING',
      'COMPLETED',
    ]);
  });

  it('has no way out of COMPLETED and CANCELLED, and only a retry out of FAILED', () => {
    const ways = (from: MissionState) => MISSION_EVENTS.filter((event) => nextState(from, event));
    expect(ways('COMPLETED')).toEqual([]);
    expect(ways('CANCELLED')).toEqual([]);
    expect(ways('FAILED')).toEqual(['retry']);
    expect(ways('ESCALATED')).toEqual(['cancel', 'retry']);
  });

  it('allows a cancel in every state that is not an end', () => {
    const open = MISSION_STATES.filter((state) => !isTerminal(state));
    expect(open.filter((state) => !nextState(state, 'cancel'))).toEqual([]);
  });

  it('is refused when it contradicts itself or leaves a state out', () => {
    const [first] = MISSION_TRANSITIONS;
    if (!first) throw new Error('the table is empty');
    expect(() => indexTransitions([...MISSION_TRANSITIONS, { ...first, to: 'FAILED' }])).toThrow(
      /Two transitions/,
    );
    expect(() => indexTransitions(MISSION_TRANSITIONS.filter(({ to }) => to !== 'OPTIMIZING'))).toThrow(
      /No way leads to/,
    );
  });
});
