import type { Rule } from '../rule.ts';

export const sendRules: readonly Rule[] = [
  {
    name: 'ApprovalRequiredRule',
    situation: 'send',
    priority: 95,
    when: ['approval', 'is not', 'approved'],
    action: 'wait',
    confidence: 1,
    explanation: '{due} messages are due, and their approval is {approval}: without a yes nothing is sent.',
  },
  {
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
  },
  {
    name: 'BudgetCapRule',
    situation: 'send',
    priority: 80,
    when: ['budgetLeft', '<=', 0],
    action: 'wait',
    confidence: 1,
    explanation: "{due} messages are due, but the day's budget of the workspace is spent; they go tomorrow.",
  },
  {
    name: 'WarmupCapRule',
    situation: 'send',
    priority: 70,
    when: ['domainLeft', '<=', 0],
    action: 'wait',
    confidence: 1,
    explanation:
      '{due} messages are due, but the sending domain has sent what its warmup allows today; they go tomorrow.',
  },
  {
    name: 'QuietHoursRule',
    situation: 'send',
    priority: 60,
    when: {
      all: [
        ['due', '>', 0],
        ['outsideWindow', '>=', { fact: 'due' }],
      ],
    },
    action: 'wait',
    confidence: 1,
    explanation: '{due} messages are due, and it is quiet hours where all of these people live.',
  },
];
