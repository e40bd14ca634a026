import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsGive = defineCommand({
  name: 'domains give',
  summary: 'Give a prewarmed domain of the operators to a workspace',
  details:
    'Only admins of the operators’ own workspace can do this. The workspace needs no proof of the domain.',
  examples: ['rex domains give mail.warm.example --to acme --per-day 500'],
  positionals: ['domain'],
  input: z.strictObject({
    domain: domainField,
    to: value('WORKSPACE', z.string(), 'The workspace that gets the domain'),
    'per-day': value('N', z.coerce.number().default(2_000), 'E-mails a day (2000)'),
  }),
  async run(context, { domain, to, 'per-day': targetPerDay }) {
    const given = await call(await connect(context), resourceRoutes.giveDomain, {
      body: { domain, to, targetPerDay },
    });
    return { json: given, text: `${given.domain} belongs to ${to} now.` };
  },
});
