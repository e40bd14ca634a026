import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';

const PROVISIONING = { version: 1, channel: 'domains', aggregate: 'PROVISIONING' } as const;
const domain = z.string();
const EXAMPLE_DOMAIN = 'mail.acme.example';

export const provisioningEvents = events({
  'domain.provisioning-started': {
    ...PROVISIONING,
    summary: 'Rex began to set up a sending domain in SES and the DNS.',
    data: z.object({ domain, attempt: z.number().int() }),
    example: { domain: EXAMPLE_DOMAIN, attempt: 1 },
  },
  'domain.records-written': {
    ...PROVISIONING,
    summary: 'Rex wrote DNS records of a sending domain into its hosted zone of Route 53.',
    data: z.object({ domain, zone: z.string(), records: z.array(z.string()) }),
    example: { domain: EXAMPLE_DOMAIN, zone: 'acme.example', records: ['dkim-1', 'dkim-2', 'dkim-3'] },
  },
  'domain.records-changed': {
    ...PROVISIONING,
    summary: 'DNS records of a sending domain came, or are not there any more.',
    data: z.object({ domain, came: z.array(z.string()), broken: z.array(z.string()) }),
    example: { domain: EXAMPLE_DOMAIN, came: [], broken: ['dmarc'] },
  },
  'domain.provisioned': {
    ...PROVISIONING,
    summary: 'All DNS records of a sending domain are there, and SES has verified it.',
    data: z.object({ domain }),
    example: { domain: EXAMPLE_DOMAIN },
  },
  'domain.provisioning-stopped': {
    ...PROVISIONING,
    summary: 'The provisioning of a sending domain stopped before all was verified.',
    data: z.object({ domain, problem: z.string() }),
    example: { domain: EXAMPLE_DOMAIN, problem: 'The records were not there after 72 hours.' },
  },
});
