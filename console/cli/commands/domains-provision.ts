import * as z from 'zod';
import { provisioningRoutes } from '../../../shared/provisioning/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsProvision = defineCommand({
  name: 'domains provision',
  summary: 'Set a domain up: SES identity, DKIM, MAIL FROM, SPF, DMARC, inbound MX',
  details:
    'Rex writes the DNS records where the hosted zone of Route 53 is in its account, and changes nothing that is there already. Otherwise "rex domains records" lists what you have to set. Rex looks for the records for three days; a second call goes on.',
  examples: ['rex domains provision mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain: id }) {
    const started = await call(await connect(context), provisioningRoutes.provisionDomain, {
      params: { id },
    });
    const text = `Rex sets ${id} up. In a minute "rex domains records ${id}" says what is there and what you have to set.`;
    return { json: started, text };
  },
});
