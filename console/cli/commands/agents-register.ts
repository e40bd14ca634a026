import * as z from 'zod';
import {
  EXTERNAL_STEPS,
  externalStepSchema,
} from '../../../shared/coordination/contract/external-agent-routes.ts';
import { agentRoutes } from '../../../shared/coordination/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, value, values } from '../command.ts';
import { connect } from '../context.ts';
import { credentialsText } from '../credentials-text.ts';

export const agentsRegister = defineCommand({
  name: 'agents register',
  summary: 'Register an external agent that may do steps of missions',
  details:
    'Prints the secret with which the agent signs, once. shared/coordination/README.md shows an agent in twenty lines.',
  examples: ['rex agents register "Copy desk" --step personalize'],
  positionals: ['name'],
  input: z.strictObject({
    name: value('NAME', z.string().trim().min(2).max(60), 'Name of the agent'),
    step: values(
      'STEP',
      z.array(externalStepSchema).default([...EXTERNAL_STEPS]),
      `A step that the agent may do: ${EXTERNAL_STEPS.join(', ')}`,
    ),
    version: value('N', z.coerce.number().int().min(1).default(1), 'Version of the agent (1)'),
  }),
  async run(context, { name, step: steps, version: agentVersion }) {
    const credentials = await call(await connect(context), agentRoutes.registerAgent, {
      body: { name, steps, agentVersion },
    });
    return { json: credentials, text: credentialsText(credentials) };
  },
});
