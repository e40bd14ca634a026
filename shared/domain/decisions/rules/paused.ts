import type { Rule } from '../rule.ts';
import type { MissionFacts } from './facts.ts';

export const pausedRule: Rule<MissionFacts> = {
  name: 'PausedRule',
  priority: 90,
  action: 'wait',
  confidence: 1,
  when: (f) => f.situation === 'dispatch' && f.paused,
  explain: () => 'The workspace is paused, so no mission is started.',
};
