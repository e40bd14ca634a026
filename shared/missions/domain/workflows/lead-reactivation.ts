import { SENDING_SUCCESS, scoreStep, sendingSteps } from './outreach-steps.ts';
import type { Workflow } from './workflow.ts';

export const leadReactivation: Workflow = {
  name: 'lead_reactivation',
  purpose: 'Writes to customers who went quiet, those first who are most likely to come back.',
  steps: [scoreStep({ dependsOn: [], weight: 10 }), ...sendingSteps(60)],
  success: SENDING_SUCCESS,
};
