import type { Workflow } from './workflow.ts';

export const domainRotation: Workflow = {
  name: 'domain_rotation',
  purpose: 'Judges the sending domains and moves missions away from those that have lost their reputation.',
  steps: [
    {
      name: 'check-domains',
      dependsOn: [],
      weight: 30,
      doing: 'The sending domains are being judged.',
      retries: 2,
    },
    {
      name: 'rotate-domains',
      dependsOn: ['check-domains'],
      weight: 60,
      doing: 'Missions are being moved to better domains.',
      retries: 2,
    },
  ],
  success: [
    {
      name: 'all-moved',
      metric: 'rotate-domains.left',
      operator: '<=',
      value: 0,
      sentence: 'Missions that could not be moved: {}. Wanted: none.',
    },
  ],
};
