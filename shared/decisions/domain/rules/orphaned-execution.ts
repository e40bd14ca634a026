import type { Rule } from '../rule.ts';

export const orphanedExecutionRule: Rule = {
  name: 'OrphanedExecutionRule',
  situation: 'orphaned',
  priority: 60,
  when: ['state', 'is not', 'QUEUED'],
  action: 'restart',
  confidence: 1,
  explanation:
    'The execution of this mission is gone ({error}) while it is {state}; it is driven on from there.',
};
