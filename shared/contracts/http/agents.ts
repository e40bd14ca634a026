import * as z from 'zod';
import { instantSchema, missionIdSchema } from '../common.ts';
import { missionTypeSchema } from '../mission.ts';
import { ANYONE, routes } from './route.ts';

const agentStatusSchema = z.object({
  name: z.string(),
  version: z.number().int(),
  purpose: z.string(),
  state: z.enum(['working', 'idle']),
  load: z.number().int().describe('Steps of it that run now'),
  crews: z.array(z.string()),
  actions: z.array(z.string()),
  runs: z.number().int(),
  successRate: z.number().nullable().describe('null before the first run'),
  meanDurationMs: z.number().nullable(),
  lastRunAt: instantSchema.nullable(),
  llm: z.string().nullable().describe('What it asks a language model for; null when for nothing'),
});

const runSchema = z.object({
  agent: z.string(),
  version: z.number().int(),
  missionId: missionIdSchema,
  step: z.string(),
  part: z.string().nullable(),
  outcome: z.enum(['done', 'failed']),
  error: z.string().nullable(),
  at: instantSchema,
  durationMs: z.number(),
});

export const agentRoutes = routes({
  agentsStatus: {
    operationId: 'agentsStatus',
    method: 'GET',
    path: '/api/rex/agents/status',
    summary:
      'Every agent: what it does now, how often it worked, how well and how fast; and its latest runs.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({ agents: z.array(agentStatusSchema), latest: z.array(runSchema) }),
    },
    errors: [],
  },
  agentsHealth: {
    operationId: 'agentsHealth',
    method: 'GET',
    path: '/agents/status',
    summary: 'Whether each agent is well: unwell is one whose runs mostly fail.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({
        status: z.enum(['ok', 'degraded']),
        agents: z.array(z.object({ name: z.string(), healthy: z.boolean(), because: z.string() })),
      }),
    },
    errors: [],
  },
  listWorkflows: {
    operationId: 'listWorkflows',
    method: 'GET',
    path: '/api/rex/workflows',
    summary: 'What missions do: each workflow as a graph of agent steps, with its criteria of success.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({
        workflows: z.array(
          z.object({
            name: z.string(),
            purpose: z.string(),
            missionTypes: z.array(missionTypeSchema),
            steps: z.array(
              z.object({
                name: z.string(),
                agent: z.string(),
                dependsOn: z.array(z.string()),
                waitsFor: z.enum(['approval', 'calendar']).nullable(),
                retries: z.number().int(),
                compensate: z.string().nullable(),
              }),
            ),
            success: z.array(z.object({ name: z.string(), sentence: z.string() })),
          }),
        ),
      }),
    },
    errors: [],
  },
});
