import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';
import { IMPORT_KINDS } from './routes.ts';

const IMPORT = { version: 1, aggregate: 'IMPORT' } as const;
const importData = z.object({
  kind: z.enum(IMPORT_KINDS),
  reason: z.string().nullable(),
  counts: z.record(z.string(), z.unknown()),
});

export const leadEvents = events({
  'lead.import-completed': {
    ...IMPORT,
    channel: 'system',
    summary: 'An import of leads or orders was completed.',
    data: importData,
    example: { kind: 'leads', reason: null, counts: { rows: 2_467, created: 2_357 } },
  },
  'lead.import-failed': {
    ...IMPORT,
    channel: 'errors',
    summary: 'An import failed: the file could not be read.',
    data: importData,
    example: { kind: 'leads', reason: 'The file has no column with e-mail addresses.', counts: {} },
  },
  'lead.suppressed': {
    version: 1,
    channel: 'system',
    aggregate: 'LEAD',
    summary:
      'A lead was suppressed: nobody may contact this person, or not by these channels. The event does not contain the address.',
    data: z.object({
      reason: z.string().nullable(),
      source: z.string().nullable(),
      channels: z.array(z.string()).optional().describe('Absent when all channels are covered'),
    }),
    example: { reason: 'unsubscribed', source: 'one-click' },
  },
});
