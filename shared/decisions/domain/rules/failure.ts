import type { Rule } from '../rule.ts';

export const failureRules: readonly Rule[] = [
  {
    name: 'ApprovalRejectedRule',
    situation: 'failure',
    priority: 95,
    when: ['approval', 'is', 'rejected'],
    action: 'fail',
    confidence: 1,
    explanation: 'A person rejected the messages: {error}',
  },
  {
    name: 'ApprovalExpiredRule',
    situation: 'failure',
    priority: 94,
    when: ['approval', 'is', 'expired'],
    action: 'escalate',
    confidence: 1,
    explanation:
      'Nobody answered the approval in time. Silence is not a yes, so a person has to take this up.',
  },
  {
    name: 'ErrorEscalationRule',
    situation: 'failure',
    priority: 80,
    when: ['failures', '>=', { fact: 'maxFailures' }],
    action: 'escalate',
    confidence: 1,
    explanation:
      'It failed {failures} times (at most {maxFailures}), last with {error}. Fix the cause, then retry the mission.',
  },
  {
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
  },
  {
    name: 'ApiQuotaBackoffRule',
    situation: 'failure',
    priority: 60,
    when: ['rateLimited', 'is', true],
    action: 'retry',
    confidence: 0.9,
    explanation:
      "A provider's quota is used up, so try {failures} of {maxFailures} waits until it may be asked again: {error}",
  },
  {
    name: 'RetryRule',
    situation: 'failure',
    priority: 30,
    // An unknown error is retried once. When it repeats, no rule decides.
    when: {
      any: [
        ['kind', 'is', 'transient'],
        {
          all: [
            ['kind', 'is', 'unknown'],
            ['failures', '<', 2],
          ],
        },
      ],
    },
    action: 'retry',
    confidence: 0.8,
    explanation:
      'Try {failures} of {maxFailures} ended with a fault that may pass ({kind}), so it is tried again: {error}',
  },
];
