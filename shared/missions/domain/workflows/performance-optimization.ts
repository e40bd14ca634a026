import type { Workflow } from './workflow.ts';

export const performanceOptimization: Workflow = {
  name: 'performance_optimization',
  purpose: 'Looks at the results of all missions together and recommends what to change. It changes nothing.',
  steps: [
    {
      name: 'review',
      dependsOn: [],
      weight: 90,
      doing: 'The results of missions are being reviewed.',
      retries: 2,
    },
  ],
  success: [
    {
      name: 'had-results',
      metric: 'review.missions',
      operator: '>=',
      value: 1,
      sentence: '{} missions with results were reviewed (at least 1).',
    },
    {
      name: 'read-all',
      metric: 'review.unread',
      operator: '<=',
      value: 0,
      sentence: '{} missions of that time were not read (none may be left).',
    },
  ],
};
