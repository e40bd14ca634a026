import type * as z from 'zod';
import { GUILD_NAMES, type GuildName } from '../contract/guilds.ts';
import { BY_GUILD } from './by-guild.ts';
import { CAPABILITIES } from './capabilities/capabilities.ts';
import type { Capability } from './capabilities/capability.ts';
import { definitionSchema } from './definition.ts';

/** An agent of the roster: a capability with a configuration of its own. */
export interface RosterAgent extends z.output<typeof definitionSchema> {
  readonly guild: GuildName;
  readonly does: Capability;
  readonly settings: unknown;
}

const MODEL = { maxOutputTokens: 800, timeoutMs: 20_000 };

/** @throws Error for a definition that names what there is not, or a name that is there twice: Rex does not start with it */
function load(): ReadonlyMap<string, RosterAgent> {
  const roster = new Map<string, RosterAgent>();
  for (const guild of GUILD_NAMES)
    for (const given of BY_GUILD[guild]) {
      const agent = definitionSchema.parse(given);
      const does = CAPABILITIES.get(agent.capability);
      if (!does) throw new Error(`${agent.name}: there is no capability ${agent.capability}.`);
      if (roster.has(agent.name)) throw new Error(`There are two agents ${agent.name}.`);
      const settings = does.config.parse(agent.config);
      roster.set(agent.name, { ...agent, guild, does, settings });
    }
  return roster;
}

export const ROSTER = load();

export const modelOf = ({ model = MODEL }: RosterAgent) => model;
