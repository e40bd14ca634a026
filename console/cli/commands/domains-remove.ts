import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsRemove = defineCommand({
  name: 'domains remove',
  summary: 'Take a domain out of the pool and give it up: another workspace may prove that it is its own',
  details: 'A domain that missions hold stays. Rotate it first.',
  examples: ['rex domains remove mail.acme.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain: id }) {
    const removed = await call(await connect(context), resourceRoutes.removeDomain, { params: { id } });
    return { json: removed, text: `${removed.domain} is no longer yours in Rex.` };
  },
});
