import type { Rule } from '../rule.ts';

export const idleRules: readonly Rule[] = [
  {
    name: 'IdleOptimizationRule',
    situation: 'idle',
    priority: 50,
    when: {
      all: [
        ['endedMissions', '>', 0],
        ['idleHours', '>=', { threshold: 'idleAfterHours' }],
        {
          any: [
            ['daysSinceReview', 'is', null],
            ['daysSinceReview', '>=', { threshold: 'reviewEveryDays' }],
          ],
        },
      ],
    },
    action: 'optimize',
    confidence: 0.9,
    explanation:
      'Nothing has run for {idleHours} hours, and the results of {endedMissions} missions wait for a review (days since the last one: {daysSinceReview}).',
  },
];
