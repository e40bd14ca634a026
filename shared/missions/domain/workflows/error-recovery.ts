import type { Workflow } from './workflow.ts';

export const errorRecovery: Workflow = {
  name: 'error_recovery',
  purpose:
    'Tries missions again that ended by a fault that may have passed; leaves to people what is theirs.',
  steps: [
    {
      name: 'recover-missions',
      dependsOn: [],
      weight: 90,
      doing: 'Missions that failed are being looked at.',
      retries: 2,
    },
  ],
  success: [
    {
      name: 'looked-at-all',
      metric: 'recover-missions.unseen',
      operator: '<=',
      value: 0,
      sentence: 'Missions that were not looked at: {}. Wanted: none.',
    },
  ],
};
