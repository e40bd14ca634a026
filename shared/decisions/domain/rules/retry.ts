import type { Rule } from '../rule.ts';

export const retryRule: Rule = {
  name: 'RetryRule',
  situation: 'failure',
  priority: 30,
  // What nobody knows is tried once more; what it means when it comes again is left open.
  when: {
    any: [
      ['kind', 'is', 'transient'],
      {
        all: [
          ['kind', 'is', 'unknown'],
          ['failures', '<', 2],
        ],
      },
    ],
  },
  action: 'retry',
  confidence: 0.8,
  explanation:
    'Try {failures} of {maxFailures} ended with a fault that may pass ({kind}), so it is tried again: {error}',
};
