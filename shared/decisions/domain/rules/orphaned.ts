import type { Rule } from '../rule.ts';

export const orphanedRules: readonly Rule[] = [
  {
    name: 'OrphanedTooOftenRule',
    situation: 'orphaned',
    priority: 70,
    when: ['restarts', '>=', { threshold: 'restartAtMost' }],
    action: 'escalate',
    confidence: 1,
    explanation:
      'The execution of this mission is gone again ({error}), after {restarts} restarts (at most {restartAtMost}). Find out what ends it, then try the mission again.',
  },
  {
    name: 'OrphanedExecutionRule',
    situation: 'orphaned',
    priority: 60,
    when: ['state', 'is not', 'QUEUED'],
    action: 'restart',
    confidence: 1,
    explanation:
      'The execution of this mission is gone ({error}) while it is {state}; it is driven on from there.',
  },
];
