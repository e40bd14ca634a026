import * as z from 'zod';
import { instantSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { connectionIdSchema } from './connections.ts';
import { PROVIDERS } from './providers.ts';

const CONNECTION = { version: 1, channel: 'system', aggregate: 'CONNECTION' } as const;

const about = z.object({
  connectionId: connectionIdSchema,
  provider: z.enum(PROVIDERS),
  name: z.string(),
  refusedAt: instantSchema.optional().describe('When the provider began to refuse it, this time or last'),
  reason: z.string().optional().describe('Why it is refused, and what to do'),
});
const example = {
  connectionId: 'con_01jd8w5gk3q4v6x8z0a2c4e6g8',
  provider: 'wordpress',
  name: 'Our site',
} as const;

export const connectionEvents = events({
  'connection.added': { ...CONNECTION, summary: 'An account was connected.', data: about, example },
  'connection.renewed': { ...CONNECTION, summary: 'A connection got new credentials.', data: about, example },
  'connection.working': {
    ...CONNECTION,
    summary: 'The provider accepted the credentials of a connection.',
    data: about,
    example,
  },
  'connection.refused': {
    ...CONNECTION,
    summary: 'The provider refuses the credentials of a connection: a person has to renew them.',
    data: about,
    example: { ...example, reason: 'WordPress refused the application password.' },
  },
  'connection.removed': { ...CONNECTION, summary: 'A connection was removed.', data: about, example },
});
