import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsResume = defineCommand({
  name: 'domains resume',
  summary: 'Let a paused domain send again',
  examples: ['rex domains resume mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({
    domain: domainField,
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { domain: id, reason }) {
    const domain = await call(await connect(context), resourceRoutes.resumeDomain, {
      params: { id },
      body: { reason },
    });
    return { json: domain, text: `${domain.domain} is ${domain.status}.` };
  },
});
