import type { Rule } from '../rule.ts';
import type { MissionFacts } from './facts.ts';

export const orphanedExecutionRule: Rule<MissionFacts> = {
  name: 'OrphanedExecutionRule',
  priority: 60,
  action: 'restart',
  confidence: 1,
  when: (f) => f.situation === 'orphaned',
  explain: (f) =>
    `The execution of this mission is gone (${f.error}) while it is ${f.state}; it is driven on from there.`,
};
