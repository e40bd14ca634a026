import type { Rule } from '../rule.ts';

export const domainRules: readonly Rule[] = [
  {
    name: 'ComplaintGuardRule',
    situation: 'domain',
    priority: 90,
    when: {
      all: [
        ['status', 'is', 'active'],
        ['sent', '>=', { threshold: 'judgeDomainAfter' }],
        ['complaintRate', '>=', { threshold: 'pauseComplaintRate' }],
      ],
    },
    action: 'pause',
    confidence: 1,
    explanation:
      '{domain}: complaints came to {complaintRate} in seven days, counted over at least 2,000 e-mails (at most {pauseComplaintRate}), so it is paused before the providers act.',
  },
  {
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
  },
  {
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
  },
  {
    name: 'PrewarmedRotationRule',
    situation: 'domain',
    priority: 60,
    when: {
      all: [
        ['status', 'is', 'active'],
        ['tier', 'is', 'prewarmed'],
        ['reputation', '<', { threshold: 'prewarmedReputation' }],
      ],
    },
    action: 'rotate',
    confidence: 1,
    explanation:
      '{domain}: it is prewarmed, and its reputation is {reputation} (at least {prewarmedReputation}), so missions are moved to a better domain.',
  },
  {
    name: 'DomainRecoveryRule',
    situation: 'domain',
    priority: 50,
    when: {
      all: [
        ['status', 'is', 'resting'],
        ['restedDays', '>=', { threshold: 'restDays' }],
        ['reputation', '>=', { threshold: 'rotateBelowReputation' }],
        {
          any: [
            ['tier', 'is not', 'prewarmed'],
            ['reputation', '>=', { threshold: 'prewarmedReputation' }],
          ],
        },
      ],
    },
    action: 'resume',
    confidence: 1,
    explanation:
      '{domain}: it has rested for {restedDays} days, and its reputation is {reputation} (at least {rotateBelowReputation}), so it sends again, at first half of what it did.',
  },
];
