import type { MissionEvent } from '../missions/states.ts';
import { nextState } from '../missions/states.ts';
import type { Decision } from './decision.ts';
import type { MissionFacts } from './rules/facts.ts';
import { decideByRules } from './rules/mission-rules.ts';

/** Milliseconds, from any fixed point. */
type Stopwatch = () => number;

/** Layer 1: an edge of the transition table. Deterministic, so the confidence is 1. */
export function decideByTable(
  id: string,
  state: MissionFacts['state'],
  event: MissionEvent,
  now: Date,
  stopwatch: Stopwatch,
): Decision | undefined {
  const started = stopwatch();
  const edge = nextState(state, event);
  return (
    edge && {
      id,
      at: now.toISOString(),
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

/**
 * Layer 2: the rules. What they leave open falls to escalation: the deterministic answer until a reasoner is
 * configured, and the answer when it fails.
 */
export function decideByRulesOrEscalate(
  id: string,
  facts: MissionFacts,
  now: Date,
  stopwatch: Stopwatch,
): Decision {
  const started = stopwatch();
  const outcome = decideByRules(facts) ?? {
    rule: 'NoRuleApplies',
    action: 'escalate',
    confidence: 0.5,
    explanation: `No rule covers this situation (${facts.situation}, ${facts.state}): a person has to decide.`,
  };
  return {
    id,
    at: now.toISOString(),
    layer: 'rules',
    ...outcome,
    facts: { ...facts },
    durationMs: stopwatch() - started,
  };
}
