import * as z from 'zod';
import type { TaskType } from '../../tasks/contract/task-type.ts';
import { rosterAgentNameSchema } from './guilds.ts';

export const agentRunPayloadSchema = z.strictObject({
  agent: rosterAgentNameSchema.describe('An agent of the roster, such as subject-line-writer'),
  input: z.record(z.string(), z.unknown()).default({}).describe('Its input, as the agent describes it'),
});

export const agentRunType: TaskType = {
  type: 'agent.run',
  summary: 'Runs an agent of the roster. It reads and drafts, and changes nothing outside.',
  agent: 'roster',
  payload: agentRunPayloadSchema,
  example: { agent: 'subject-line-writer', input: { about: 'our autumn service' } },
};
