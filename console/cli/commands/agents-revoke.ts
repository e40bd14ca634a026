import * as z from 'zod';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { externalAgentField } from '../id-fields.ts';

export const agentsRevoke = defineCommand({
  name: 'agents revoke',
  summary: 'Revoke an external agent',
  examples: ['rex agents revoke oa_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['agent'],
  input: z.strictObject({ agent: externalAgentField }),
  async run(context, { agent: id }) {
    const answer = await call(await connect(context), agentRoutes.revokeAgent, { params: { id } });
    return { json: answer, text: `${answer.name} is ${answer.state}.` };
  },
});
