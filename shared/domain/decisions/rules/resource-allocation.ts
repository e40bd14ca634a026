import type { Rule } from '../rule.ts';
import type { MissionFacts } from './facts.ts';

export const resourceAllocationRule: Rule<MissionFacts> = {
  name: 'ResourceAllocationRule',
  priority: 50,
  action: 'assign',
  confidence: 1,
  when: (f) => f.situation === 'dispatch' && f.waitingFor === null && !f.paused,
  explain: () => 'A crew slot and a healthy sending domain are free, so the mission is assigned.',
};

export const resourceWaitRule: Rule<MissionFacts> = {
  name: 'ResourceWaitRule',
  priority: 40,
  action: 'wait',
  confidence: 1,
  when: (f) => f.situation === 'dispatch' && f.waitingFor !== null,
  explain: (f) => `The mission waits for ${f.waitingFor}.`,
};
