import * as z from 'zod';
import { leadIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { SUBSCRIPTION_STATES } from './newsletter.ts';

export const newsletterEvents = events({
  'newsletter.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'NEWSLETTER',
    summary: 'A newsletter was made, or its name, purpose or form was changed.',
    data: z.object({ name: z.string(), form: z.number().int().describe('Version of the text of its form') }),
    example: { name: 'Product news', form: 1 },
  },
  'subscriber.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'SUBSCRIPTION',
    summary:
      'Somebody asked for a newsletter, confirmed that, or unsubscribed. The event does not contain the address.',
    data: z.object({
      newsletter: z.string(),
      lead: leadIdSchema,
      state: z.enum(SUBSCRIPTION_STATES),
      by: z.enum(['form', 'link', 'member']),
    }),
    example: { newsletter: 'news', lead: 'l_0123456789abcdefghjk', state: 'confirmed', by: 'link' },
  },
});
