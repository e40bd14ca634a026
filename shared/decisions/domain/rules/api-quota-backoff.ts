import type { Rule } from '../rule.ts';

export const apiQuotaBackoffRule: Rule = {
  name: 'ApiQuotaBackoffRule',
  situation: 'failure',
  priority: 60,
  when: ['rateLimited', 'is', true],
  action: 'retry',
  confidence: 0.9,
  explanation:
    "A provider's quota is used up, so try {failures} of {maxFailures} waits until it may be asked again: {error}",
};
