import * as z from 'zod';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { credentialsText } from '../credentials-text.ts';
import { externalAgentField } from '../id-fields.ts';

export const agentsRotateSecret = defineCommand({
  name: 'agents rotate-secret',
  summary: 'Give an external agent a new secret',
  examples: ['rex agents rotate-secret oa_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['agent'],
  input: z.strictObject({ agent: externalAgentField }),
  async run(context, { agent: id }) {
    const answer = await call(await connect(context), agentRoutes.rotateAgentSecret, { params: { id } });
    return { json: answer, text: credentialsText(answer) };
  },
});
