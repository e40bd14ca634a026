import type { Rule } from '../rule.ts';

export const queueRules: readonly Rule[] = [
  {
    name: 'PriorityBoostRule',
    situation: 'queue',
    priority: 60,
    when: {
      all: [
        ['priority', '<', { threshold: 'boostTo' }],
        {
          any: [
            ['ageHours', '>=', { threshold: 'boostAfterHours' }],
            ['hoursToDeadline', '<=', { threshold: 'boostBeforeDeadlineHours' }],
          ],
        },
      ],
    },
    action: 'boost',
    confidence: 1,
    explanation:
      'It has waited for {ageHours} hours (hours to its deadline: {hoursToDeadline}), so its priority goes from {priority} to {boostTo}.',
  },
];
