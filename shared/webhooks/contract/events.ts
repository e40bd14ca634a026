import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';
import { DISABLED_BECAUSE, endpointIdSchema } from './webhooks.ts';

const WEBHOOK = { version: 1, channel: 'system', aggregate: 'WEBHOOK' } as const;
const about = z.object({
  endpointId: endpointIdSchema,
  host: z.string().describe('The host of its address. The rest of the address may be secret'),
});
const example = { endpointId: 'wh_01jd8w5gk3q4v6x8z0a2c4e6g8', host: 'hooks.acme.example' };

export const webhookEvents = events({
  'webhook.created': { ...WEBHOOK, summary: 'An endpoint of webhooks was added.', data: about, example },
  'webhook.updated': { ...WEBHOOK, summary: 'An endpoint of webhooks was changed.', data: about, example },
  'webhook.deleted': { ...WEBHOOK, summary: 'An endpoint of webhooks was deleted.', data: about, example },
  'webhook.secret-rotated': {
    ...WEBHOOK,
    summary: 'An endpoint of webhooks got a new secret; the old one signs for another 24 hours.',
    data: about,
    example,
  },
  'webhook.enabled': { ...WEBHOOK, summary: 'An endpoint of webhooks was enabled.', data: about, example },
  'webhook.disabled': {
    ...WEBHOOK,
    summary: 'An endpoint of webhooks was disabled, by a person or because nothing arrived.',
    data: about.extend({ because: z.enum(DISABLED_BECAUSE) }),
    example: { ...example, because: 'failing' },
  },
  'webhook.replayed': {
    ...WEBHOOK,
    summary: 'A person asked to deliver again what the log of an endpoint has.',
    data: about,
    example,
  },
  'webhook.tested': {
    ...WEBHOOK,
    summary: 'A test of one endpoint. It is delivered there and told nowhere else.',
    data: about,
    example,
  },
});
