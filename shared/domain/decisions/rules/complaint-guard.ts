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
    '{domain}: complaints came to {complaintRate} of {sent} e-mails in seven days (at most {pauseComplaintRate}), so it is paused before the providers act.',
};
