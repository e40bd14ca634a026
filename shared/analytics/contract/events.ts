import * as z from 'zod';
import { COUNTED } from '../../engagement/contract/counted.ts';
import { events } from '../../kernel/contract/event-contract.ts';

export const analyticsEvents = events({
  'analytics.snapshot': {
    version: 1,
    channel: 'analytics',
    aggregate: 'ANALYTICS',
    summary:
      'Snapshot of an hour that is over and in which something was counted. Its sequence is the number of the hour since 1970.',
    data: z.object({
      hour: z.string().describe('The hour in UTC, such as 2026-11-25T18'),
      counts: z.partialRecord(z.enum(COUNTED), z.number().int()),
    }),
    example: { hour: '2026-11-25T18', counts: { missionsCompleted: 2, sent: 340, bounced: 3 } },
  },
});
