import * as z from 'zod';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';

const EXAMPLE_MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';

export const icpEvents = events({
  'icp.profiled': {
    version: 1,
    channel: 'analytics',
    aggregate: 'ICP_PROFILE',
    summary: 'A mission made a profile of the ideal customer from all leads.',
    data: z.object({
      missionId: missionIdSchema,
      number: z.number().int().describe('Number of the profile in the workspace, from 1'),
      leads: z.number().int(),
      segments: z.number().int(),
      basis: z.enum(['fitted', 'weighted']).describe('The score that the profile uses'),
      refusedColumns: z
        .number()
        .int()
        .describe('Number of columns that were not used because they give away the outcome'),
    }),
    example: {
      missionId: EXAMPLE_MISSION,
      number: 3,
      leads: 12_400,
      segments: 17,
      basis: 'fitted',
      refusedColumns: 2,
    },
  },
});
