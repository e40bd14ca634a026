import type { Rule } from '../rule.ts';

export const bounceGuardRule: Rule = {
  name: 'BounceGuardRule',
  situation: 'domain',
  priority: 80,
  when: {
    all: [
      ['status', 'is', 'active'],
      ['sent', '>=', { threshold: 'judgeDomainAfter' }],
      ['bounceRate', '>=', { threshold: 'pauseBounceRate' }],
    ],
  },
  action: 'pause',
  confidence: 1,
  explanation:
    '{domain}: bounces came to {bounceRate} of {sent} e-mails in seven days (at most {pauseBounceRate}), so it is paused before the providers act.',
};
