import type { Rule } from '../rule.ts';

export const errorEscalationRule: Rule = {
  name: 'ErrorEscalationRule',
  situation: 'failure',
  priority: 80,
  when: ['failures', '>=', { fact: 'maxFailures' }],
  action: 'escalate',
  confidence: 1,
  explanation:
    'It failed {failures} times (at most {maxFailures}), last with {error}. Mend what that says, then try the mission again.',
};
