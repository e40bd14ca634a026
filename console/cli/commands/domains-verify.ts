import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';
import { proofText } from '../proof-text.ts';

export const domainsVerify = defineCommand({
  name: 'domains verify',
  summary: 'Check the DNS record that proves that a domain is yours',
  details: 'Rex checks every hour by itself. A new record may take some minutes to become visible.',
  examples: ['rex domains verify mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain: id }) {
    const domain = await call(await connect(context), resourceRoutes.verifyDomain, { params: { id } });
    return { json: domain, text: proofText(domain) };
  },
});
