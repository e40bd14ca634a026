import { profileSteps } from './icp-steps.ts';
import { SENDING_SUCCESS, scoreStep, sendingSteps } from './outreach-steps.ts';
import type { Workflow } from './workflow.ts';

export const icpDrivenOutreach: Workflow = {
  name: 'icp_driven_outreach',
  purpose: 'Makes a profile of the ideal customer, then writes to its best segments, who fits best first.',
  steps: [...profileSteps(20), scoreStep({ dependsOn: ['profile'], weight: 5 }), ...sendingSteps(45)],
  success: SENDING_SUCCESS,
};
