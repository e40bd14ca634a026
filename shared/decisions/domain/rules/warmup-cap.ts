import type { Rule } from '../rule.ts';

export const warmupCapRule: Rule = {
  name: 'WarmupCapRule',
  situation: 'send',
  priority: 70,
  when: ['domainLeft', '<=', 0],
  action: 'wait',
  confidence: 1,
  explanation:
    '{due} messages are due, but the sending domain has sent what its warmup allows today; they go tomorrow.',
};
