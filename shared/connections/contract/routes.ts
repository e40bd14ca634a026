import * as z from 'zod';
import { ADMINS, routes } from '../../kernel/contract/route.ts';
import {
  addConnectionBodySchema,
  connectionIdSchema,
  connectionSchema,
  renewConnectionBodySchema,
  testedConnectionSchema,
} from './connections.ts';

const params = z.object({ id: connectionIdSchema });

export const connectionRoutes = routes({
  addConnection: {
    operationId: 'addConnection',
    method: 'POST',
    path: '/api/connections',
    summary: 'Connect an account at a provider. Its secret is kept in Secrets Manager and never shown.',
    roles: ADMINS,
    body: addConnectionBodySchema,
    success: { status: 201, schema: connectionSchema },
    errors: ['VALIDATION_FAILED', 'CONFLICT'],
  },
  listConnections: {
    operationId: 'listConnections',
    method: 'GET',
    path: '/api/connections',
    summary: 'The accounts that are connected.',
    roles: ADMINS,
    success: { status: 200, schema: z.object({ connections: z.array(connectionSchema) }) },
    errors: [],
  },
  getConnection: {
    operationId: 'getConnection',
    method: 'GET',
    path: '/api/connections/{id}',
    summary: 'One connection.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: connectionSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  renewConnection: {
    operationId: 'renewConnection',
    method: 'PUT',
    path: '/api/connections/{id}/secret',
    summary: 'Give a connection new credentials of the same account.',
    roles: ADMINS,
    params,
    body: renewConnectionBodySchema,
    success: { status: 200, schema: connectionSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  testConnection: {
    operationId: 'testConnection',
    method: 'POST',
    path: '/api/connections/{id}/test',
    summary: 'Ask the provider whether it accepts the credentials. Changes nothing there.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: testedConnectionSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  removeConnection: {
    operationId: 'removeConnection',
    method: 'DELETE',
    path: '/api/connections/{id}',
    summary: 'Remove a connection and its secret. Tasks that name it are refused from then on.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: z.object({ id: connectionIdSchema }) },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});
