import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsRemove = defineCommand({
  name: 'domains remove',
  summary: 'Remove a domain from the pool and give it up: another workspace may then prove that it owns it',
  details: 'A domain that missions hold is not removed: rotate it first.',
  examples: ['rex domains remove mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain: id }) {
    const removed = await call(await connect(context), resourceRoutes.removeDomain, { params: { id } });
    return { json: removed, text: `${removed.domain} is no longer yours in Rex.` };
  },
});
