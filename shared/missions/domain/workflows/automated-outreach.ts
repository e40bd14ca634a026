import { SENDING_SUCCESS, scoreStep, sendingSteps } from './outreach-steps.ts';
import type { Workflow } from './workflow.ts';

export const automatedOutreach: Workflow = {
  name: 'automated_outreach',
  purpose: 'Asks an automation of the customer (n8n, CrewAI) before it writes to those who were chosen.',
  steps: [
    scoreStep({ dependsOn: [], weight: 10 }),
    {
      name: 'automate',
      dependsOn: ['score'],
      weight: 5,
      doing: 'The automation is running.',
      waitsFor: 'automation',
      retries: 2,
    },
    ...sendingSteps(55, 'automate'),
  ],
  success: SENDING_SUCCESS,
};
