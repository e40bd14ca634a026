import * as z from 'zod';
import { leadIdSchema } from '../../kernel/contract/common.ts';
import { events } from '../../kernel/contract/event-contract.ts';
import { ISSUE_STATES } from './issue.ts';
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
      'Somebody asked for a newsletter, confirmed that, or unsubscribed; or mail to them bounced, or they complained. The event does not contain the address.',
    data: z.object({
      newsletter: z.string(),
      lead: leadIdSchema,
      state: z.enum(SUBSCRIPTION_STATES),
      by: z.enum(['form', 'link', 'member', 'provider']),
    }),
    example: { newsletter: 'news', lead: 'l_0123456789abcdefghjk', state: 'confirmed', by: 'link' },
  },
  'issue.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'ISSUE',
    summary: 'An issue of a newsletter began, was stopped, went on, was cancelled, or is finished.',
    data: z.object({
      newsletter: z.string(),
      task: z.string(),
      state: z.enum(ISSUE_STATES),
      recipients: z.number().int(),
      reason: z.string().nullable(),
    }),
    example: {
      newsletter: 'news',
      task: `t_${'0'.repeat(26)}`,
      state: 'sending',
      recipients: 1200,
      reason: null,
    },
  },
});
