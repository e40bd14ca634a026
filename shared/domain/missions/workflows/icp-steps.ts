import type { WorkflowStep } from './workflow.ts';

/** From all leads to a profile; `weight` is shared by the two. */
export const profileSteps = (weight: number): readonly WorkflowStep[] => [
  {
    name: 'segment',
    dependsOn: [],
    weight: weight - 10,
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
