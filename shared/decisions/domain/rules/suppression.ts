import type { Rule } from '../rule.ts';

export const suppressionRule: Rule = {
  name: 'SuppressionRule',
  situation: 'send',
  priority: 90,
  when: {
    all: [
      ['due', '>', 0],
      ['suppressed', '>=', { fact: 'due' }],
    ],
  },
  action: 'skip',
  confidence: 1,
  explanation:
    'All {due} people whose message is due have left the list since it was drafted ({suppressed}), so nothing is sent.',
};
