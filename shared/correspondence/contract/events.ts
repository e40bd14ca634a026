import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';

export const correspondenceEvents = events({
  'faq.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'FAQ_ENTRY',
    summary: 'An entry of the list of frequent questions was added, changed or removed.',
    data: z.object({
      change: z.enum(['put', 'removed']),
      questions: z.number().int().describe('Ways of asking it'),
      source: z.string().describe('What proves the answer'),
      asks: z.boolean().describe('true: a person sees the answer before it goes out'),
    }),
    example: { change: 'put', questions: 4, source: 'https://acme.example/delivery', asks: false },
  },
});
