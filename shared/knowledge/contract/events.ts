import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';
import { categorySchema, formatSchema } from './knowledge.ts';

export const knowledgeEvents = events({
  'knowledge.published': {
    version: 1,
    channel: 'system',
    aggregate: 'KNOWLEDGE_DOCUMENT',
    summary: 'An edition of a document was read, and answers questions from now on.',
    data: z.object({
      edition: z.number().int(),
      category: categorySchema,
      format: formatSchema,
      passages: z.number().int(),
    }),
    example: { edition: 1, category: 'process-documentation', format: 'markdown', passages: 12 },
  },
  'knowledge.unreadable': {
    version: 1,
    channel: 'system',
    aggregate: 'KNOWLEDGE_DOCUMENT',
    summary: 'A document could not be read. The edition before it, if any, still answers.',
    data: z.object({ edition: z.number().int(), reason: z.string() }),
    example: { edition: 2, reason: 'The PDF has no text: it may be a scan.' },
  },
  'knowledge.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'KNOWLEDGE_DOCUMENT',
    summary:
      'A document was added, a new edition of it was given, or what it says about itself was changed; or it was removed.',
    data: z.object({
      change: z.enum(['put', 'removed']),
      edition: z.number().int(),
      category: categorySchema,
    }),
    example: { change: 'put', edition: 1, category: 'best-practices' },
  },
});
