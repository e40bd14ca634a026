import * as z from 'zod';
import { events } from '../../kernel/contract/event-contract.ts';
import { resourcesSchema } from './guilds.ts';

export const guildEvents = events({
  'guild.changed': {
    version: 1,
    channel: 'system',
    aggregate: 'GUILD',
    summary: 'Somebody joined or left a guild, or its resources were changed.',
    data: z.object({
      change: z.enum(['joined', 'left', 'resources']),
      person: z.string().nullable(),
      resources: resourcesSchema,
    }),
    example: { change: 'joined', person: 'ann', resources: { runsADay: 200, modelRunsADay: 100 } },
  },
});
