import * as z from 'zod';
import { oneAgentRoutes } from '../../../shared/guilds/contract/agent-routes.ts';
import { renderAgent } from '../agent-text.ts';
import { call } from '../api-client.ts';
import { defineCommand, value } from '../command.ts';
import { connect } from '../context.ts';

export const agentsShow = defineCommand({
  name: 'agents show',
  summary: 'One agent, of missions or of the roster: what it does, and its latest runs',
  details: '"--json" has the input and output of an agent of the roster as JSON Schema, with an example.',
  examples: ['rex agents show subject-line-writer', 'rex agents show ReviverAgent --json'],
  positionals: ['agent'],
  input: z.strictObject({
    agent: value('AGENT', z.string(), '"rex agents" and "rex agents roster" list them'),
  }),
  async run(context, { agent: name }) {
    const json = await call(await connect(context), oneAgentRoutes.getAgent, { params: { name } });
    return { json, text: renderAgent(json) };
  },
});
