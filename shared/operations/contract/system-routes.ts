import * as z from 'zod';
import { domainViewSchema } from '../../domains/contract/sending-domain.ts';
import { instantSchema } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { stillSendingSchema } from '../../missions/contract/still-sending.ts';

const healthSchema = z
  .object({
    ready: z.boolean(),
    checks: z.array(
      z.object({
        name: z.string(),
        ok: z.boolean(),
        ms: z.number().describe('Milliseconds that it took'),
        problem: z.string().nullable(),
      }),
    ),
    checkedAt: instantSchema,
  })
  .meta({ id: 'Health' });

export const systemRoutes = routes({
  health: {
    operationId: 'health',
    method: 'GET',
    path: '/health',
    summary: 'Health check.',
    roles: 'public',
    success: { status: 200, schema: z.object({ status: z.literal('ok'), version: z.string() }) },
    errors: [],
  },
  healthOfDatabase: {
    operationId: 'healthOfDatabase',
    method: 'GET',
    path: '/health/db',
    summary:
      'Whether the tables answer, and how long they take; 503 when one does not. Looked at every 5 seconds at most.',
    roles: 'public',
    success: { status: 200, schema: healthSchema },
    errors: [],
  },
  healthReady: {
    operationId: 'healthReady',
    method: 'GET',
    path: '/health/ready',
    summary:
      'Whether all that a request needs answers, each with the time that it takes; 503 while something does not.',
    roles: 'public',
    success: { status: 200, schema: healthSchema },
    errors: [],
  },
  llms: {
    operationId: 'llms',
    method: 'GET',
    path: '/llms.txt',
    summary: 'What a language model should know of Rex, and where the documents are: https://llmstxt.org.',
    roles: 'public',
    success: { status: 200, contentType: 'text/plain; charset=utf-8' },
    errors: [],
  },
  discovery: {
    operationId: 'discovery',
    method: 'GET',
    path: '/.well-known/rex',
    summary: 'What a client needs before sign-in: the issuer of tokens, and the client id.',
    roles: 'public',
    success: {
      status: 200,
      schema: z.object({
        service: z.literal('rex'),
        version: z.string(),
        signIn: z.object({
          issuer: z
            .url()
            .describe('The OpenID Connect issuer whose ID tokens are the bearer tokens of this API'),
          clientId: z.string().describe('Of programs on a machine, such as the command line'),
          consoleClientId: z.string().describe('Of the web console'),
          scopes: z.array(z.string()),
        }),
      }),
    },
    errors: [],
  },
  openapi: {
    operationId: 'openapi',
    method: 'GET',
    path: '/openapi.json',
    summary: 'This document, generated from the contracts.',
    roles: 'public',
    success: { status: 200, schema: z.looseObject({}) },
    errors: [],
  },
  asyncapi: {
    operationId: 'asyncapi',
    method: 'GET',
    path: '/asyncapi.json',
    summary: 'The catalogue of events, generated from the contracts: AsyncAPI 3.0.',
    roles: 'public',
    success: { status: 200, schema: z.looseObject({}) },
    errors: [],
  },
  status: {
    operationId: 'status',
    method: 'GET',
    path: '/api/rex/status',
    summary: 'Missions by state, resources in use, and whether Rex is paused or in dry run.',
    roles: ANYONE,
    success: {
      status: 200,
      schema: z.object({
        version: z.string(),
        uptimeSeconds: z.number(),
        workspace: z.string(),
        setUp: z
          .boolean()
          .describe('Whether the workspace has settings. Before it has, there is nothing else to ask for'),
        missions: z.record(z.string(), z.number().int()),
        resources: z.object({
          crews: z.array(z.object({ id: z.string(), busy: z.number().int(), capacity: z.number().int() })),
          domains: z.array(domainViewSchema),
          quotas: z.array(
            z.object({ provider: z.string(), busy: z.number().int(), capacity: z.number().int() }),
          ),
        }),
        autonomy: z.object({ paused: z.boolean(), dryRun: z.boolean() }),
        systemMailFrom: z
          .email()
          .nullable()
          .describe(
            'The address that Rex writes to its members from; null: none is set up, and nothing is mailed to them',
          ),
      }),
    },
    errors: [],
  },
  pause: {
    operationId: 'pause',
    method: 'POST',
    path: '/api/rex/pause',
    summary: 'Pause the workspace: nothing more goes out until it is resumed.',
    roles: OPERATORS,
    uncounted: true,
    body: z.strictObject({}).prefault({}),
    success: { status: 200, schema: z.object({ paused: z.boolean(), stillSending: stillSendingSchema }) },
    errors: ['NOT_FOUND'],
  },
  resume: {
    operationId: 'resume',
    method: 'POST',
    path: '/api/rex/resume',
    summary: 'Resume the workspace after a pause.',
    roles: OPERATORS,
    body: z.strictObject({}).prefault({}),
    success: { status: 200, schema: z.object({ paused: z.boolean() }) },
    errors: ['NOT_FOUND'],
  },
});
