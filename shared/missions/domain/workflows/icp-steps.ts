import type { WorkflowStep } from './workflow.ts';

/** The steps from all leads to a profile, which share `weight`. */
export const profileSteps = (weight: number): readonly WorkflowStep[] => [
  {
    name: 'enrich',
    dependsOn: [],
    weight: 5,
    doing: 'What is not known of the leads is being bought, within the budget.',
    retries: 2,
  },
  {
    name: 'segment',
    dependsOn: ['enrich'],
    weight: weight - 15,
    doing: 'The leads are being counted by industry and size.',
    retries: 2,
  },
  {
    name: 'profile',
    dependsOn: ['segment'],
    weight: 10,
    doing: 'The profile of the ideal customer is being made.',
    retries: 2,
  },
];
