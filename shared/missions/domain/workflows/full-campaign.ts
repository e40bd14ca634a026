import { SENDING_SUCCESS, scoreStep, sendingSteps } from './outreach-steps.ts';
import type { Workflow } from './workflow.ts';

export const fullCampaign: Workflow = {
  name: 'full_campaign',
  purpose: 'Looks after the sending domains while leads are scored, then writes to those who are worth it.',
  steps: [
    {
      name: 'check-domains',
      dependsOn: [],
      weight: 5,
      doing: 'The sending domains are being judged.',
      retries: 2,
    },
    scoreStep({ dependsOn: [], weight: 5 }),
    {
      name: 'plan-warmup',
      dependsOn: ['check-domains'],
      weight: 5,
      doing: 'The warmup of the domains is being planned.',
      retries: 2,
    },
    ...sendingSteps(55),
  ],
  success: SENDING_SUCCESS,
};
