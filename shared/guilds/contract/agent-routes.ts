import * as z from 'zod';
import { missionAgentSchema } from '../../coordination/contract/routes.ts';
import { ANYONE, routes } from '../../kernel/contract/route.ts';
import { rosterAgentDetailSchema } from './guilds.ts';

const agentNameSchema = z.string().regex(/^[A-Za-z][A-Za-z-]{0,59}$/, 'must be the name of an agent');

/** Agents of missions and of the roster under one path: no name is in both. */
export const oneAgentRoutes = routes({
  getAgent: {
    operationId: 'getAgent',
    method: 'GET',
    path: '/api/agents/{name}',
    summary:
      'One agent. Of missions (kind mission): its health, its latest runs, and its latest errors. Of the roster (kind roster): what it does, reads and gives, how it is set up, and its latest runs.',
    roles: ANYONE,
    params: z.object({ name: agentNameSchema }),
    success: {
      status: 200,
      schema: z.discriminatedUnion('kind', [missionAgentSchema, rosterAgentDetailSchema]),
    },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
});
