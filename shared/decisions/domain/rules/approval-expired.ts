import type { Rule } from '../rule.ts';

export const approvalExpiredRule: Rule = {
  name: 'ApprovalExpiredRule',
  situation: 'failure',
  priority: 94,
  when: ['approval', 'is', 'expired'],
  action: 'escalate',
  confidence: 1,
  explanation: 'Nobody answered the approval in time. Silence is not a yes, so a person has to take this up.',
};
