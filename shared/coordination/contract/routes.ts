import * as z from 'zod';
import { instantSchema, missionIdSchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, routes } from '../../kernel/contract/route.ts';
import { missionTypeSchema } from '../../missions/contract/mission.ts';
import {
  agentMissionAnswerSchema,
  agentMissionBodySchema,
  externalAgentIdSchema,
  externalAgentSchema,
  registerAgentBodySchema,
} from './external-agent-routes.ts';

const agentStatusSchema = z.object({
  name: z.string(),
  version: z.number().int(),
  purpose: z.string(),
  state: z.enum(['working', 'idle']),
  load: z.number().int().describe('Number of steps of the agent that run now'),
  crews: z.array(z.string()),
  actions: z.array(z.string()),
  runs: z.number().int(),
  successRate: z
    .number()
    .nullable()
    .describe('Share of runs that succeeded, 0 to 1; null before the first run'),
  meanDurationMs: z.number().nullable(),
  lastRunAt: instantSchema.nullable(),
  llm: z.string().nullable().describe('What the agent uses a language model for; null when it uses none'),
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

const monitoredSchema = agentStatusSchema.extend({
  healthy: z.boolean(),
  because: z.string().describe('Why it counts as healthy or not'),
});

/** One agent of missions. */
export const missionAgentSchema = monitoredSchema
  .extend({
    kind: z.literal('mission'),
    latest: z.array(runSchema).describe('Of the latest 200 runs in the workspace, those of this agent'),
    errors: z.array(runSchema).describe('Of these, those that failed'),
  })
  .meta({ id: 'MonitoredAgent' });

const outside = z.object({ id: externalAgentIdSchema });
const credentials = z.object({
  id: externalAgentIdSchema,
  header: z.string().describe('Value of the `rex-agent` header in every message of the agent'),
  secret: z
    .string()
    .describe(
      'The secret with which the agent signs its messages (Standard Webhooks). It is shown only once',
    ),
});

export const agentRoutes = routes({
  registerAgent: {
    operationId: 'registerAgent',
    method: 'POST',
    path: '/api/rex/agents/external',
    summary: 'Register an external agent that may do steps of missions.',
    roles: ADMINS,
    body: registerAgentBodySchema,
    success: { status: 201, schema: credentials },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  listExternalAgents: {
    operationId: 'listExternalAgents',
    method: 'GET',
    path: '/api/rex/agents/external',
    summary: 'External agents: what they may do, what they hold, and how they have worked.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ agents: z.array(externalAgentSchema) }) },
    errors: [],
  },
  rotateAgentSecret: {
    operationId: 'rotateAgentSecret',
    method: 'POST',
    path: '/api/rex/agents/external/{id}/secret',
    summary: 'Give an external agent a new secret. The old one is no longer accepted.',
    roles: ADMINS,
    params: outside,
    success: { status: 200, schema: credentials },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  revokeAgent: {
    operationId: 'revokeAgent',
    method: 'POST',
    path: '/api/rex/agents/external/{id}/revoke',
    summary: 'Revoke an external agent. Its assignments go to other agents when their leases run out.',
    roles: ADMINS,
    params: outside,
    success: { status: 200, schema: externalAgentSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  agentMission: {
    operationId: 'agentMission',
    method: 'POST',
    path: '/agents/mission',
    summary:
      'Message of an external agent: it takes an assignment, is still working, is done, or has failed.',
    roles: 'signed',
    headers: z.object({
      'rex-agent': z.string().describe('The `header` from the registration of the agent'),
      'webhook-id': z.string().describe('Id of the message. A repeated message has the same id'),
      'webhook-timestamp': z.string().describe('Time of the message in seconds since 1970'),
      'webhook-signature': z
        .string()
        .describe('Signature by Standard Webhooks: v1,<base64 of the HMAC-SHA256 of id.timestamp.body>'),
    }),
    body: agentMissionBodySchema,
    success: { status: 200, schema: agentMissionAnswerSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  agentsStatus: {
    operationId: 'agentsStatus',
    method: 'GET',
    path: '/api/rex/agents/status',
    summary:
      'Every agent: what it does now, how often it worked, how well and how fast, and its latest runs.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({ agents: z.array(agentStatusSchema), latest: z.array(runSchema) }),
    },
    errors: [],
  },
  listAgents: {
    operationId: 'listAgents',
    method: 'GET',
    path: '/api/agents',
    summary: 'Every agent: what it does now, how often it worked, how well, and whether it is healthy.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ agents: z.array(monitoredSchema) }) },
    errors: [],
  },
  agentsHealth: {
    operationId: 'agentsHealth',
    method: 'GET',
    path: '/agents/status',
    summary: 'Health of each agent: an agent whose runs mostly fail is unhealthy.',
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
    summary: 'Workflows of missions: each as a graph of agent steps, with its criteria of success.',
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
                waitsFor: z.enum(['approval', 'calendar', 'automation']).nullable(),
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
