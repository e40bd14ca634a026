import * as z from 'zod';
import { provisioningRoutes } from '../../../shared/provisioning/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';
import { rulesText } from '../records-text.ts';

export const domainsRules = defineCommand({
  name: 'domains rules',
  summary: 'The rules of Gmail, Yahoo and Microsoft for bulk senders, with pass or fail',
  details: 'A mission that would send in bulk waits until no rule fails.',
  examples: ['rex domains rules mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain: id }) {
    const rules = await call(await connect(context), provisioningRoutes.listSenderRules, { params: { id } });
    return { json: rules, text: rulesText(rules) };
  },
});
