import * as z from 'zod';
import { provisioningRoutes } from '../../../shared/provisioning/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';
import { recordsText } from '../records-text.ts';

export const domainsRecords = defineCommand({
  name: 'domains records',
  summary: 'The DNS records of a domain, and which of them are there',
  details: 'Shows what the last check found. Rex checks every day, and while it sets the domain up.',
  examples: ['rex domains records mail.acme.example', 'rex domains records mail.acme.example --check'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField, check: flag('Ask the DNS now') }),
  async run(context, { domain: id, check }) {
    const route = check ? provisioningRoutes.checkDomainRecords : provisioningRoutes.listDomainRecords;
    const records = await call(await connect(context), route, { params: { id } });
    return { json: records, text: recordsText(records) };
  },
});
