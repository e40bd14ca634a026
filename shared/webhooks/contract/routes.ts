import * as z from 'zod';
import { pageQuerySchema } from '../../kernel/contract/common.ts';
import { ADMINS, OPERATORS, routes } from '../../kernel/contract/route.ts';
import {
  createEndpointBodySchema,
  DELIVERY_STATES,
  deliveryIdSchema,
  deliverySchema,
  endpointIdSchema,
  endpointSchema,
  replayBodySchema,
  secretSchema,
  updateEndpointBodySchema,
} from './webhooks.ts';

const params = z.object({ id: endpointIdSchema });

export const webhookRoutes = routes({
  createWebhook: {
    operationId: 'createWebhook',
    method: 'POST',
    path: '/api/rex/webhooks',
    summary:
      'Add an endpoint to which events are delivered. The answer has its secret, which is not shown again.',
    roles: ADMINS,
    body: createEndpointBodySchema,
    success: {
      status: 201,
      schema: endpointSchema.extend({ secret: secretSchema }).meta({ id: 'NewWebhookEndpoint' }),
    },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  listWebhooks: {
    operationId: 'listWebhooks',
    method: 'GET',
    path: '/api/rex/webhooks',
    summary: 'The endpoints of the workspace, and how they do.',
    roles: OPERATORS,
    success: { status: 200, schema: z.object({ endpoints: z.array(endpointSchema) }) },
    errors: [],
  },
  getWebhook: {
    operationId: 'getWebhook',
    method: 'GET',
    path: '/api/rex/webhooks/{id}',
    summary: 'One endpoint.',
    roles: OPERATORS,
    params,
    success: { status: 200, schema: endpointSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  updateWebhook: {
    operationId: 'updateWebhook',
    method: 'PATCH',
    path: '/api/rex/webhooks/{id}',
    summary:
      'Change an endpoint: its address, its events, or whether it is enabled. What came while it was disabled waits for a replay.',
    roles: ADMINS,
    params,
    body: updateEndpointBodySchema,
    success: { status: 200, schema: endpointSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  deleteWebhook: {
    operationId: 'deleteWebhook',
    method: 'DELETE',
    path: '/api/rex/webhooks/{id}',
    summary: 'Delete an endpoint. What was not delivered to it will not be.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: z.object({ id: endpointIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  rotateWebhookSecret: {
    operationId: 'rotateWebhookSecret',
    method: 'POST',
    path: '/api/rex/webhooks/{id}/secret',
    summary: 'Give an endpoint a new secret. For 24 hours deliveries are signed with the old one as well.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: z.object({ secret: secretSchema, oldSecretUntil: z.iso.datetime() }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  testWebhook: {
    operationId: 'testWebhook',
    method: 'POST',
    path: '/api/rex/webhooks/{id}/test',
    summary: 'Send the event `webhook.tested` to this endpoint alone, whatever its filters are.',
    roles: ADMINS,
    params,
    success: { status: 202, schema: z.object({ deliveryId: deliveryIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  listWebhookDeliveries: {
    operationId: 'listWebhookDeliveries',
    method: 'GET',
    path: '/api/rex/webhooks/{id}/deliveries',
    summary: 'What was delivered to an endpoint in the last 7 days, and every attempt at it; newest first.',
    roles: OPERATORS,
    params,
    query: pageQuerySchema.extend({ state: z.enum(DELIVERY_STATES).optional() }),
    success: {
      status: 200,
      schema: z.object({ deliveries: z.array(deliverySchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  replayWebhook: {
    operationId: 'replayWebhook',
    method: 'POST',
    path: '/api/rex/webhooks/{id}/replay',
    summary:
      'Deliver again, with the same webhook-id: one delivery of the log, or all between two times that did not arrive.',
    roles: ADMINS,
    params,
    body: replayBodySchema,
    success: { status: 202, schema: z.object({ replaying: z.enum(['one', 'span']) }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});
