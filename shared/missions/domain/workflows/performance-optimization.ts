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
      sentence: 'Missions with results that were reviewed: {}. Wanted: at least 1.',
    },
    {
      name: 'read-all',
      metric: 'review.unread',
      operator: '<=',
      value: 0,
      sentence: 'Missions of that time that were not read: {}. Wanted: none.',
    },
  ],
};
