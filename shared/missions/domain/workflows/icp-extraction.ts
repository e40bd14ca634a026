import { profileSteps } from './icp-steps.ts';
import type { Workflow } from './workflow.ts';

export const icpExtraction: Workflow = {
  name: 'icp_extraction',
  purpose: 'Learns from all leads who the customers are, and says which segments to write to first.',
  steps: profileSteps(90),
  success: [
    {
      name: 'found-segments',
      metric: 'profile.segments',
      operator: '>=',
      value: 1,
      sentence: 'Segments found: {}. Wanted: at least 1.',
    },
  ],
};
