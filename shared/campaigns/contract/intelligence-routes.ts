import * as z from 'zod';
import { pageQuerySchema } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { CHANGE_ERRORS, CREATE_ERRORS, IF_MATCH, ONCE } from './headers.ts';
import {
  addIntelligenceBodySchema,
  editIntelligenceBodySchema,
  INTELLIGENCE_TYPES,
  intelligenceIdSchema,
  intelligenceViewSchema,
} from './intelligence.ts';

const params = z.object({ id: intelligenceIdSchema });
const one = { status: 200, schema: intelligenceViewSchema } as const;

export const intelligenceRoutes = routes({
  addIntelligence: {
    operationId: 'addIntelligence',
    method: 'POST',
    path: '/api/intelligence',
    summary:
      'Write down what was learned about competitors, markets, customers, technology, law or the economy.',
    roles: OPERATORS,
    headers: ONCE,
    body: addIntelligenceBodySchema,
    success: { status: 201, schema: intelligenceViewSchema },
    errors: CREATE_ERRORS,
  },
  listIntelligence: {
    operationId: 'listIntelligence',
    method: 'GET',
    path: '/api/intelligence',
    summary: 'What was learned, newest first. A page of a filtered list may be short.',
    roles: ANYONE,
    query: pageQuerySchema.extend({
      type: z.enum(INTELLIGENCE_TYPES).optional(),
      minConfidence: z.coerce.number().min(0).max(1).optional(),
      valid: z.enum(['yes', 'no']).optional().describe('Only what holds, or only what has expired'),
    }),
    success: {
      status: 200,
      schema: z.object({ entries: z.array(intelligenceViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  getIntelligence: {
    operationId: 'getIntelligence',
    method: 'GET',
    path: '/api/intelligence/{id}',
    summary: 'One entry. The ETag is its version.',
    roles: ANYONE,
    params,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  editIntelligence: {
    operationId: 'editIntelligence',
    method: 'PATCH',
    path: '/api/intelligence/{id}',
    summary: 'Change an entry. What is left out stays; null takes `validUntil` away.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    body: editIntelligenceBodySchema,
    success: one,
    errors: CHANGE_ERRORS,
  },
  removeIntelligence: {
    operationId: 'removeIntelligence',
    method: 'DELETE',
    path: '/api/intelligence/{id}',
    summary: 'Remove an entry.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    success: { status: 200, schema: z.object({ id: intelligenceIdSchema }) },
    errors: CHANGE_ERRORS,
  },
});
