import type { Rule } from '../rule.ts';

export const retryRule: Rule = {
  name: 'RetryRule',
  situation: 'failure',
  priority: 30,
  when: ['transient', 'is', true],
  action: 'retry',
  confidence: 0.8,
  explanation: 'Try {failures} of {maxFailures} ended with a passing fault, so it is tried again: {error}',
};
