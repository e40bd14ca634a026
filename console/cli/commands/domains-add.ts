import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';
import { proofText } from '../proof-text.ts';

const TIERS = ['custom', 'prewarmed', 'warming'] as const;

export const domainsAdd = defineCommand({
  name: 'domains add',
  summary: 'Add a sending domain to the pool',
  details:
    'Rex sends nothing from the domain until you prove that it is yours, by the TXT record that this command prints. A warming domain then starts with 20 e-mails on its first day, and sends more each day on which at least half of that went out. Set up its DNS (DKIM, SPF, DMARC) before that.',
  examples: [
    'rex domains add mail.acme.example --tier custom --per-day 500',
    'rex domains add mail.acme.example --inboxes ann,ben --inbox-cap 50',
  ],
  positionals: ['domain'],
  input: z.strictObject({
    domain: domainField,
    tier: value('TIER', z.enum(TIERS).default('warming'), `${TIERS.join(', ')} (warming)`),
    'per-day': value('N', z.coerce.number().default(2_000), 'E-mails a day after the warmup (2000)'),
    inboxes: value(
      'NAMES',
      z.string().optional(),
      'Senders of the domain: the parts before the @, separated by commas',
    ),
    'inbox-cap': value('N', z.coerce.number().default(50), 'E-mails a day from each of these senders (50)'),
  }),
  async run(context, input) {
    const names = input.inboxes?.split(',').filter(Boolean) ?? [];
    const added = await call(await connect(context), resourceRoutes.addDomain, {
      body: {
        domain: input.domain,
        tier: input.tier,
        targetPerDay: input['per-day'],
        inboxes: names.map((name) => ({ name, dailyCap: input['inbox-cap'] })),
      },
    });
    return { json: added, text: proofText(added) };
  },
});
