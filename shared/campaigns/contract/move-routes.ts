import * as z from 'zod';
import { pageQuerySchema, plainText } from '../../kernel/contract/common.ts';
import { ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { campaignIdSchema } from './campaign.ts';
import { CHANGE_ERRORS, CREATE_ERRORS, IF_MATCH, ONCE } from './headers.ts';
import {
  createMoveBodySchema,
  editMoveBodySchema,
  MOVE_STATES,
  moveIdSchema,
  moveViewSchema,
} from './move.ts';

const params = z.object({ id: moveIdSchema });
const one = { status: 200, schema: moveViewSchema } as const;

export const moveRoutes = routes({
  createMove: {
    operationId: 'createMove',
    method: 'POST',
    path: '/api/moves',
    summary:
      'Plan a move of a campaign. It begins when the campaign runs, it is due, and the moves that it depends on are done.',
    roles: OPERATORS,
    headers: ONCE,
    body: createMoveBodySchema,
    success: { status: 201, schema: moveViewSchema },
    errors: CREATE_ERRORS,
  },
  listMoves: {
    operationId: 'listMoves',
    method: 'GET',
    path: '/api/moves',
    summary: 'Moves, newest first; of one campaign, if it is named. A page of a filtered list may be short.',
    roles: ANYONE,
    query: pageQuerySchema.extend({
      campaign: campaignIdSchema.optional(),
      state: z.enum(MOVE_STATES).optional(),
    }),
    success: {
      status: 200,
      schema: z.object({ moves: z.array(moveViewSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  getMove: {
    operationId: 'getMove',
    method: 'GET',
    path: '/api/moves/{id}',
    summary: 'A move: what carries it out, and what it waits for. The ETag is its version.',
    roles: ANYONE,
    params,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  editMove: {
    operationId: 'editMove',
    method: 'PATCH',
    path: '/api/moves/{id}',
    summary: 'Change a move that has not begun. Dependencies may not run in a circle.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    body: editMoveBodySchema,
    success: one,
    errors: CHANGE_ERRORS,
  },
  removeMove: {
    operationId: 'removeMove',
    method: 'DELETE',
    path: '/api/moves/{id}',
    summary: 'Remove a move that has never begun, and on which no other depends.',
    roles: OPERATORS,
    params,
    headers: IF_MATCH,
    success: { status: 200, schema: z.object({ id: moveIdSchema }) },
    errors: CHANGE_ERRORS,
  },
  completeMove: {
    operationId: 'completeMove',
    method: 'POST',
    path: '/api/moves/{id}/complete',
    summary: 'Say that a move which was begun or has failed is done. What depends on it may begin.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ note: plainText({ max: 500 }) }),
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  retryMove: {
    operationId: 'retryMove',
    method: 'POST',
    path: '/api/moves/{id}/retry',
    summary:
      'Plan a move anew that failed or was cancelled: it begins again, by a mission or task of its own.',
    roles: OPERATORS,
    params,
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  cancelMove: {
    operationId: 'cancelMove',
    method: 'POST',
    path: '/api/moves/{id}/cancel',
    summary: 'Cancel a move. A mission or task that it began goes on, unless it is cancelled itself.',
    roles: OPERATORS,
    params,
    body: z.strictObject({ reason: plainText({ max: 500 }) }),
    success: one,
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
});
