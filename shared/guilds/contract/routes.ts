import * as z from 'zod';
import { idempotencyKeySchema } from '../../kernel/contract/common.ts';
import { ADMINS, ANYONE, OPERATORS, routes } from '../../kernel/contract/route.ts';
import { taskViewSchema } from '../../tasks/contract/task.ts';
import {
  GUILD_NAMES,
  guildDetailSchema,
  guildNameSchema,
  guildSchema,
  resourcesSchema,
  rosterAgentNameSchema,
  rosterAgentSchema,
} from './guilds.ts';

const guild = z.object({
  guild: z.string().regex(/^[a-z][a-z-]{1,39}$/, `must be one of ${GUILD_NAMES.join(', ')}`),
});
const member = guild.extend({ person: z.string().min(1).max(200) });
const agent = z.object({ name: rosterAgentNameSchema });

export const guildRoutes = routes({
  listGuilds: {
    operationId: 'listGuilds',
    method: 'GET',
    path: '/api/guilds',
    summary: 'The seven guilds: their agents and people, resources, and what they did in the last 30 days.',
    roles: ANYONE,
    success: { status: 200, schema: z.object({ guilds: z.array(guildSchema) }) },
    errors: [],
  },
  getGuild: {
    operationId: 'getGuild',
    method: 'GET',
    path: '/api/guilds/{guild}',
    summary: 'One guild, with the latest tasks of its agents.',
    roles: ANYONE,
    params: guild,
    success: { status: 200, schema: guildDetailSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  joinGuild: {
    operationId: 'joinGuild',
    method: 'PUT',
    path: '/api/guilds/{guild}/people/{person}',
    summary: 'Add a member of the workspace to a guild. A repeat changes nothing.',
    roles: ADMINS,
    params: member,
    success: { status: 200, schema: guildDetailSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  leaveGuild: {
    operationId: 'leaveGuild',
    method: 'DELETE',
    path: '/api/guilds/{guild}/people/{person}',
    summary: 'Take somebody out of a guild.',
    roles: ADMINS,
    params: member,
    success: { status: 200, schema: guildDetailSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  setGuildResources: {
    operationId: 'setGuildResources',
    method: 'PUT',
    path: '/api/guilds/{guild}/resources',
    summary: 'Set how much the agents of a guild may do in a day.',
    roles: ADMINS,
    params: guild,
    body: resourcesSchema,
    success: { status: 200, schema: guildDetailSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND'],
  },
  listRoster: {
    operationId: 'listRoster',
    method: 'GET',
    path: '/api/agents/roster',
    summary:
      'The agents of the roster, by guild: what each does, its input and output, and whether it needs a model.',
    roles: ANYONE,
    query: z.object({ guild: guildNameSchema.optional() }),
    success: { status: 200, schema: z.object({ agents: z.array(rosterAgentSchema) }) },
    errors: ['VALIDATION_FAILED'],
  },
  runRosterAgent: {
    operationId: 'runRosterAgent',
    method: 'POST',
    path: '/api/agents/{name}/run',
    summary: 'Run an agent of the roster: by a task, whose result is its output.',
    roles: OPERATORS,
    params: agent,
    headers: z.object({ 'idempotency-key': idempotencyKeySchema.optional() }),
    body: z.strictObject({
      input: z.record(z.string(), z.unknown()).default({}).describe('As the schema of the agent says'),
    }),
    success: { status: 202, schema: taskViewSchema },
    errors: ['VALIDATION_FAILED', 'NOT_FOUND', 'IDEMPOTENCY_MISMATCH'],
  },
});
