import * as z from 'zod';
import { instantSchema, workspaceIdSchema } from '../../kernel/contract/common.ts';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import { guildEvents } from '../contract/events.ts';
import { DEFAULT_RESOURCES, GUILD_NAMES, type GuildName } from '../contract/guilds.ts';

/** What a workspace has said of a guild. */
export const guildRecordSchema = z.object({
  workspace: workspaceIdSchema,
  name: refuseUnknown(z.enum(GUILD_NAMES)),
  version: z.number().int().min(0),
  people: z.array(z.object({ id: z.string(), addedAt: instantSchema, addedBy: z.string() })),
  resources: z.object({ runsADay: z.number().int(), modelRunsADay: z.number().int() }),
});
export type GuildRecord = z.infer<typeof guildRecordSchema>;

/** Before anybody has said anything. */
export const newGuild = (workspace: string, name: GuildName): GuildRecord => ({
  workspace,
  name,
  version: 0,
  people: [],
  resources: DEFAULT_RESOURCES,
});

/** An event about a guild as it is saved. */
export const guildEvent = (
  { workspace, name, version, resources }: GuildRecord,
  change: { readonly change: 'joined' | 'left' | 'resources'; readonly person: string | null },
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent =>
  newEvent(
    guildEvents,
    'guild.changed',
    { about: name, sequence: version, workspace, correlationId, actor, data: { ...change, resources } },
    now,
  );
