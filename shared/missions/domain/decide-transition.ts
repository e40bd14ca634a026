import type { DecisionContext } from '../../decisions/domain/decide.ts';
import type { Decision } from '../../decisions/domain/decision.ts';
import { MISSION_STATES, type MissionState } from '../contract/mission.ts';
import { MISSION_EVENTS, type MissionEvent, nextState } from './states.ts';

/** Layer 1: an edge of the transition table. Deterministic, so the confidence is 1. */
export function decideByTable(
  { id, now, stopwatch, subject }: DecisionContext,
  state: MissionState,
  event: MissionEvent,
): Decision | undefined {
  const started = stopwatch();
  const edge = nextState(state, event);
  return (
    edge && {
      id,
      at: now.toISOString(),
      situation: 'transition',
      subject,
      layer: 'state-machine',
      rule: `${edge.from} --${edge.event}--> ${edge.to}`,
      action: edge.event,
      confidence: 1,
      explanation: edge.because,
      facts: { state, event },
      durationMs: stopwatch() - started,
    }
  );
}

/** The decision by the current table, for a replay. */
export function transitionAgain({
  state,
  event,
}: Decision['facts']): Pick<Decision, 'rule' | 'action' | 'explanation'> {
  const from = MISSION_STATES.find((known) => known === state);
  const by = MISSION_EVENTS.find((known) => known === event);
  const edge = from && by && nextState(from, by);
  return edge
    ? { rule: `${edge.from} --${edge.event}--> ${edge.to}`, action: edge.event, explanation: edge.because }
    : {
        rule: 'NoTransition',
        action: 'refuse',
        explanation: `The state ${state} does not allow the event ${event}.`,
      };
}
