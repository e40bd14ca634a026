import * as z from 'zod';
import { missionIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';

const EXAMPLE_MISSION = 'm_01jd8w5gk3q4v6x8z0a2c4e6g8';

export const sendingEvents = events({
  'cohort.worked': {
    version: 1,
    channel: 'missions',
    aggregate: 'COHORT',
    summary: 'A round of a cohort is over, with the numbers of messages sent, blocked and failed.',
    data: z.object({
      missionId: missionIdSchema,
      cohort: z.string(),
      counts: z.record(z.string(), z.number().int()),
      done: z.boolean().describe('true when nothing more is planned for these leads'),
    }),
    example: {
      missionId: EXAMPLE_MISSION,
      cohort: 'europe-0001',
      counts: { sent: 97, blocked: 3 },
      done: false,
    },
  },
});
