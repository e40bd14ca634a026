import * as z from 'zod';
import { automationIdSchema, missionIdSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, routes } from '../../kernel/contract/route.ts';
import {
  addAutomationBodySchema,
  automationResultAnswerSchema,
  automationResultBodySchema,
  automationRunSchema,
  automationSchema,
  automationSecretsSchema,
} from './automations.ts';

const params = z.object({ id: automationIdSchema });

export const automationRoutes = routes({
  addAutomation: {
    operationId: 'addAutomation',
    method: 'POST',
    path: '/api/rex/automations',
    summary:
      'Add an automation: a workflow of n8n or a crew of CrewAI that can be a step of a mission. Its secrets are shown once.',
    roles: ADMINS,
    body: addAutomationBodySchema,
    success: {
      status: 201,
      schema: automationSchema.extend(automationSecretsSchema.shape).meta({ id: 'NewAutomation' }),
    },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  listAutomations: {
    operationId: 'listAutomations',
    method: 'GET',
    path: '/api/rex/automations',
    summary: 'The automations of the workspace.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ automations: z.array(automationSchema) }) },
    errors: [],
  },
  getAutomation: {
    operationId: 'getAutomation',
    method: 'GET',
    path: '/api/rex/automations/{id}',
    summary: 'One automation.',
    roles: ANYONE,
    params,
    success: { status: 200, schema: automationSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  removeAutomation: {
    operationId: 'removeAutomation',
    method: 'DELETE',
    path: '/api/rex/automations/{id}',
    summary:
      'Remove an automation. A mission that has not started it yet goes on without it, or asks a person.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: z.object({ id: automationIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  rotateAutomationSecret: {
    operationId: 'rotateAutomationSecret',
    method: 'POST',
    path: '/api/rex/automations/{id}/secret',
    summary: 'Give an automation new secrets. The old ones are no longer accepted or sent.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: automationSecretsSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  missionAutomation: {
    operationId: 'missionAutomation',
    method: 'GET',
    path: '/api/rex/missions/{id}/automation',
    summary: 'What became of the automation of a mission; null before it was started.',
    roles: ANYONE,
    params: z.object({ id: missionIdSchema }),
    success: { status: 200, schema: z.object({ run: automationRunSchema.nullable() }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  automationResult: {
    operationId: 'automationResult',
    method: 'POST',
    path: '/webhook/automation/{workspace}/{automation}',
    summary: 'Webhook of a workflow: its result (Standard Webhooks). A repeat changes nothing.',
    roles: 'signed',
    params: z.object({ workspace: workspaceIdSchema, automation: automationIdSchema }),
    headers: z.object({
      'webhook-id': z.string().describe('Id of the message. A repeated message has the same id'),
      'webhook-timestamp': z.string().describe('Time of the message in seconds since 1970'),
      'webhook-signature': z
        .string()
        .describe('Signature by Standard Webhooks: v1,<base64 of the HMAC-SHA256 of id.timestamp.body>'),
    }),
    body: automationResultBodySchema,
    success: { status: 200, schema: automationResultAnswerSchema },
    errors: ['UNAUTHENTICATED', 'VALIDATION_FAILED', 'NOT_FOUND'],
  },
});
