import type { Rule } from '../rule.ts';

export const permanentFailureRule: Rule = {
  name: 'PermanentFailureRule',
  situation: 'failure',
  priority: 70,
  when: {
    all: [
      ['kind', 'is', 'permanent'],
      ['rateLimited', 'is', false],
    ],
  },
  action: 'escalate',
  confidence: 0.9,
  explanation: 'Trying again would fail the same way: {error}',
};
