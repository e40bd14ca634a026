import type { Workflow } from './workflow.ts';

export const deliverabilityRescue: Workflow = {
  name: 'deliverability_rescue',
  purpose:
    'Takes what harms the reputation out of use, plans how domains are warmed, and checks that it helped.',
  steps: [
    {
      name: 'check-domains',
      dependsOn: [],
      weight: 20,
      doing: 'The sending domains are being judged.',
      retries: 2,
    },
    {
      name: 'rotate-domains',
      dependsOn: ['check-domains'],
      weight: 30,
      doing: 'Missions are being moved to better domains.',
      retries: 2,
    },
    {
      name: 'plan-warmup',
      dependsOn: ['check-domains'],
      weight: 20,
      doing: 'The warmup of the domains is being planned.',
      retries: 2,
    },
    {
      name: 'verify-rescue',
      dependsOn: ['rotate-domains', 'plan-warmup'],
      weight: 20,
      doing: 'It is being checked whether that was enough.',
      retries: 2,
    },
  ],
  success: [
    {
      name: 'nothing-unhealthy-in-use',
      metric: 'verify-rescue.unhealthyInUse',
      operator: '<=',
      value: 0,
      sentence: 'Domains in use although their health is poor: {}. Wanted: none.',
    },
    {
      name: 'something-healthy',
      metric: 'verify-rescue.healthy',
      operator: '>=',
      value: 1,
      sentence: 'Domains that can be sent from: {}. Wanted: at least 1.',
    },
  ],
};
