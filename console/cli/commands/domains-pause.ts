import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { stopText } from '../../../shared/missions/contract/still-sending.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsPause = defineCommand({
  name: 'domains pause',
  summary: 'Pause a domain: nothing more goes out from it, and its missions wait',
  examples: ['rex domains pause mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({
    domain: domainField,
    reason: value('TEXT', z.string().optional(), 'Reason, which is kept in the audit log'),
  }),
  async run(context, { domain: id, reason }) {
    const domain = await call(await connect(context), resourceRoutes.pauseDomain, {
      params: { id },
      body: { reason },
    });
    return { json: domain, text: stopText(`${domain.domain} is ${domain.status}.`, domain) };
  },
});
