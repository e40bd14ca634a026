import * as z from 'zod';
import type { TaskType } from '../../tasks/contract/task-type.ts';
import { rosterAgentNameSchema } from './guilds.ts';

export const agentRunPayloadSchema = z.strictObject({
  agent: rosterAgentNameSchema.describe('GET /api/agents/roster lists them'),
  input: z.record(z.string(), z.unknown()).default({}).describe('As the schema of the agent says'),
});

export const agentRunType: TaskType = {
  type: 'agent.run',
  summary: 'Runs an agent of the roster. It reads and drafts, and changes nothing outside.',
  agent: 'roster',
  payload: agentRunPayloadSchema,
  example: { agent: 'subject-line-writer', input: { about: 'our autumn service' } },
};
