import type { Rule } from '../rule.ts';

export const resourceAllocationRule: Rule = {
  name: 'ResourceAllocationRule',
  situation: 'dispatch',
  priority: 50,
  when: {
    all: [
      ['settingsComplete', 'is', true],
      ['paused', 'is', false],
      ['waitingFor', 'is', null],
    ],
  },
  action: 'assign',
  confidence: 1,
  explanation: 'Everything that the mission needs is free and reserved for it, so it is assigned.',
};
