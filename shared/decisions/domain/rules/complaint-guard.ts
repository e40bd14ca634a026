import type { Rule } from '../rule.ts';

export const complaintGuardRule: Rule = {
  name: 'ComplaintGuardRule',
  situation: 'domain',
  priority: 90,
  when: {
    all: [
      ['status', 'is', 'active'],
      ['sent', '>=', { threshold: 'judgeDomainAfter' }],
      ['complaintRate', '>=', { threshold: 'pauseComplaintRate' }],
    ],
  },
  action: 'pause',
  confidence: 1,
  explanation:
    '{domain}: complaints came to {complaintRate} in seven days, counted over at least 2,000 e-mails (at most {pauseComplaintRate}), so it is paused before the providers act.',
};
