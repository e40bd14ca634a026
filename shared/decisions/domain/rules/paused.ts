import type { Rule } from '../rule.ts';

export const pausedRule: Rule = {
  name: 'PausedRule',
  situation: 'dispatch',
  priority: 90,
  when: ['paused', 'is', true],
  action: 'wait',
  confidence: 1,
  explanation: 'The workspace is paused, so no mission is started.',
};
