import * as z from 'zod';
import { resourceRoutes } from '../../../shared/allocation/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { domainField } from '../domain-field.ts';

export const domainsTakeBack = defineCommand({
  name: 'domains take-back',
  summary: 'Take a domain that the operators lent back into their pool',
  details:
    'Only admins of the operators’ own workspace can do this, and not while a mission holds the domain. It keeps the reputation that it has now.',
  examples: ['rex domains take-back mail.warm.example'],
  positionals: ['domain'],
  input: z.strictObject({ domain: domainField }),
  async run(context, { domain }) {
    const back = await call(await connect(context), resourceRoutes.takeBackDomain, { body: { domain } });
    return { json: back, text: `${back.domain} is in the pool of the operators again.` };
  },
});
