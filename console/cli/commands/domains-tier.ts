import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

const TIERS = ['custom', 'warming'] as const;

export const domainsTier = defineCommand({
  name: 'domains tier',
  summary: 'Say that a domain has been warmed up elsewhere (custom), or that it is new (warming)',
  examples: ['rex domains tier mail.acme.example custom --reason "It has sent our newsletter for years"'],
  positionals: ['domain', 'tier'],
  input: z.strictObject({
    domain: domainField,
    tier: value('TIER', z.enum(TIERS), TIERS.join(', ')),
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { domain: id, tier, reason }) {
    const domain = await call(await connect(context), resourceRoutes.setDomainTier, {
      params: { id },
      body: { tier, reason },
    });
    return {
      json: domain,
      text: `${domain.domain} is ${domain.tier} and may send ${domain.dailyCap} e-mails today.`,
    };
  },
});
