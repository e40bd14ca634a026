import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';

const ERASURE = { version: 1, aggregate: 'ERASURE', channel: 'system' } as const;

export const gdprEvents = events({
  'erasure.requested': {
    ...ERASURE,
    summary: 'Somebody asked Rex to erase everything about a person. The event names nobody.',
    data: z.object({ replayed: z.boolean() }),
    example: { replayed: false },
  },
  'erasure.completed': {
    ...ERASURE,
    summary:
      'Everything about a person was erased; a keyed hash is left, so that a later import stays suppressed.',
    data: z.object({
      deleted: z.number().int(),
      rewritten: z.number().int(),
      files: z.number().int(),
    }),
    example: { deleted: 12, rewritten: 5, files: 2 },
  },
});
