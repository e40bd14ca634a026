import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { MembershipStore } from '../../members/app/ports/members.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { GuildName, Resources } from '../contract/guilds.ts';
import { type GuildRecord, guildEvent } from '../domain/guild-record.ts';
import type { GuildStore } from './ports/guilds.ts';

export interface ManageGuildsDeps {
  readonly guilds: Pick<GuildStore, 'get' | 'save'>;
  readonly memberships: Pick<MembershipStore, 'get'>;
  readonly clock: Clock;
}

interface OfGuild {
  readonly workspace: string;
  readonly name: GuildName;
  readonly cause: Cause;
}

/** @throws RexError NOT_FOUND for somebody who is no member of the workspace */
export async function joinGuild(deps: ManageGuildsDeps, of: OfGuild, person: string): Promise<void> {
  const membership = await deps.memberships.get(of.workspace, person);
  if (membership?.state !== 'active')
    throw new RexError('NOT_FOUND', `There is no member ${person} in this workspace.`);
  await change(deps, of, { change: 'joined', person }, (guild) =>
    guild.people.some(({ id }) => id === person)
      ? undefined
      : {
          ...guild,
          people: [
            ...guild.people,
            { id: person, addedAt: deps.clock.now().toISOString(), addedBy: of.cause.actor.id },
          ],
        },
  );
}

/** @throws RexError NOT_FOUND for somebody who is not in it */
export const leaveGuild = (deps: ManageGuildsDeps, of: OfGuild, person: string): Promise<void> =>
  change(deps, of, { change: 'left', person }, (guild) => {
    if (!guild.people.some(({ id }) => id === person))
      throw new RexError('NOT_FOUND', `${person} is not in the guild ${of.name}.`);
    return { ...guild, people: guild.people.filter(({ id }) => id !== person) };
  });

export const setGuildResources = (deps: ManageGuildsDeps, of: OfGuild, resources: Resources): Promise<void> =>
  change(deps, of, { change: 'resources', person: null }, (guild) =>
    JSON.stringify(guild.resources) === JSON.stringify(resources) ? undefined : { ...guild, resources },
  );

const change = (
  { guilds, clock }: ManageGuildsDeps,
  { workspace, name, cause }: OfGuild,
  what: Parameters<typeof guildEvent>[1],
  changed: (guild: GuildRecord) => GuildRecord | undefined,
): Promise<void> =>
  retryOnConflict(async () => {
    const guild = await guilds.get(workspace, name);
    const next = changed(guild);
    if (!next) return;
    const saved = { ...next, version: guild.version + 1 };
    await guilds.save(saved, [guildEvent(saved, what, cause, clock.now())]);
  });
