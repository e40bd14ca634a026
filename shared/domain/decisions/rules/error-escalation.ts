import type { Rule } from '../rule.ts';
import type { MissionFacts } from './facts.ts';

export const errorEscalationRule: Rule<MissionFacts> = {
  name: 'ErrorEscalationRule',
  priority: 80,
  action: 'escalate',
  confidence: 1,
  when: (f) => f.situation === 'failure' && f.failures >= f.maxFailures,
  explain: (f) => `Step failed ${f.failures} times (at most ${f.maxFailures}): ${f.error}`,
};

export const permanentFailureRule: Rule<MissionFacts> = {
  name: 'PermanentFailureRule',
  priority: 70,
  action: 'escalate',
  confidence: 0.9,
  when: (f) => f.situation === 'failure' && !f.transient,
  explain: (f) => `Trying again would fail the same way: ${f.error}`,
};

export const retryRule: Rule<MissionFacts> = {
  name: 'RetryRule',
  priority: 30,
  action: 'retry',
  confidence: 0.8,
  when: (f) => f.situation === 'failure' && f.transient,
  explain: (f) => `Try ${f.failures + 1} of ${f.maxFailures} after a passing fault: ${f.error}`,
};
