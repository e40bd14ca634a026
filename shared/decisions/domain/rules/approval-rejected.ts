import type { Rule } from '../rule.ts';

export const approvalRejectedRule: Rule = {
  name: 'ApprovalRejectedRule',
  situation: 'failure',
  priority: 95,
  when: ['approval', 'is', 'rejected'],
  action: 'fail',
  confidence: 1,
  explanation: 'A person rejected the messages: {error}',
};
