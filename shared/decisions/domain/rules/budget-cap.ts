import type { Rule } from '../rule.ts';

export const budgetCapRule: Rule = {
  name: 'BudgetCapRule',
  situation: 'send',
  priority: 80,
  when: ['budgetLeft', '<=', 0],
  action: 'wait',
  confidence: 1,
  explanation: "{due} messages are due, but the day's budget of the workspace is spent; they go tomorrow.",
};
