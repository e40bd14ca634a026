import type { Rule } from '../rule.ts';
import type { MissionFacts } from './facts.ts';

export const approvalRejectedRule: Rule<MissionFacts> = {
  name: 'ApprovalRejectedRule',
  priority: 95,
  action: 'fail',
  confidence: 1,
  when: (f) => f.situation === 'failure' && f.approval === 'rejected',
  explain: (f) => `A person rejected the messages: ${f.error}`,
};

export const approvalExpiredRule: Rule<MissionFacts> = {
  name: 'ApprovalExpiredRule',
  priority: 94,
  action: 'escalate',
  confidence: 1,
  when: (f) => f.situation === 'failure' && f.approval === 'expired',
  explain: () =>
    'Nobody answered the approval in time. Silence is not a yes, so a person has to take this up.',
};
