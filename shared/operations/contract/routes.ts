import * as z from 'zod';
import { instantSchema, pageQuerySchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';

export const DEAD_LETTER_STATES = ['open', 'replaying', 'replayed', 'discarded'] as const;

const letterSchema = z
  .object({
    id: z.string(),
    queue: z.string(),
    state: z.enum(DEAD_LETTER_STATES),
    failure: z.object({ code: z.string(), problem: z.string(), at: instantSchema }).nullable(),
    receives: z.number().int().describe('How often a consumer received the message'),
    body: z.string().describe('The message as it was on the queue'),
    correlationId: z.string().nullable(),
    sentAt: instantSchema,
    diedAt: instantSchema,
    decidedBy: z.string().nullable(),
    decidedAt: instantSchema.nullable(),
    impact: z.string().nullable().describe('What does not happen while messages of this queue are dead'),
    replayable: z
      .boolean()
      .describe(
        'Whether the message can be put back on its queue: it is open, and no later run or read does its work anyway',
      ),
  })
  .meta({ id: 'DeadLetter' });

export const deadLetterIdSchema = z.string().regex(/^[A-Za-z0-9-]{8,100}$/, 'must be the id of a message');
const params = z.object({ id: deadLetterIdSchema });

export const operationRoutes = routes({
  listDeadLetters: {
    operationId: 'listDeadLetters',
    method: 'GET',
    path: '/api/rex/dead-letters',
    summary:
      'Messages that no consumer could process, newest first: what failed, why, and what became of them.',
    roles: ADMINS,
    query: pageQuerySchema.extend({ state: z.enum(DEAD_LETTER_STATES).optional() }),
    success: {
      status: 200,
      schema: z.object({ deadLetters: z.array(letterSchema), cursor: z.string().nullable() }),
    },
    errors: ['VALIDATION_FAILED'],
  },
  replayDeadLetter: {
    operationId: 'replayDeadLetter',
    method: 'POST',
    path: '/api/rex/dead-letters/{id}/replay',
    summary: 'Put a message back on its queue, once.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: letterSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  discardDeadLetter: {
    operationId: 'discardDeadLetter',
    method: 'POST',
    path: '/api/rex/dead-letters/{id}/discard',
    summary: 'Discard a message. It stays on the list as discarded.',
    roles: ADMINS,
    params,
    success: { status: 200, schema: letterSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'CONFLICT'],
  },
  checkBus: {
    operationId: 'checkBus',
    method: 'POST',
    path: '/api/rex/bus/check',
    summary:
      'Send a question over the bus and wait for the answer: shows whether events arrive, and how long they take.',
    roles: OPERATORS,
    success: {
      status: 200,
      schema: z.object({ milliseconds: z.number().int(), correlationId: z.string() }),
    },
    errors: ['PROVIDER_UNAVAILABLE'],
  },
  realtimeTicket: {
    operationId: 'realtimeTicket',
    method: 'POST',
    path: '/api/rex/realtime/ticket',
    summary:
      'Get a ticket that opens the WebSocket once, within a minute: browsers cannot set headers there.',
    roles: ANYONE,
    success: {
      status: 201,
      schema: z.object({
        ticket: z.string(),
        expiresAt: instantSchema,
        url: z.url({ protocol: /^wss?$/ }).describe('Where to connect, with the ticket as `?token=`'),
      }),
    },
    errors: [],
  },
});
