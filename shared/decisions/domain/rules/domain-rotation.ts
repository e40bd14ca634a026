import type { Rule } from '../rule.ts';

export const domainRotationRule: Rule = {
  name: 'DomainRotationRule',
  situation: 'domain',
  priority: 70,
  when: {
    all: [
      ['status', 'is', 'active'],
      ['reputation', '<', { threshold: 'rotateBelowReputation' }],
    ],
  },
  action: 'rotate',
  confidence: 1,
  explanation:
    '{domain}: its reputation is {reputation} (at least {rotateBelowReputation}), so missions are moved to a better domain.',
};
