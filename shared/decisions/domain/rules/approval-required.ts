import type { Rule } from '../rule.ts';

export const approvalRequiredRule: Rule = {
  name: 'ApprovalRequiredRule',
  situation: 'send',
  priority: 95,
  when: ['approval', 'is not', 'approved'],
  action: 'wait',
  confidence: 1,
  explanation: '{due} messages are due, and their approval is {approval}: without a yes nothing is sent.',
};
