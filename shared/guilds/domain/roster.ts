import type * as z from 'zod';
import { GUILD_NAMES, type GuildName } from '../contract/guilds.ts';
import { CAPABILITIES } from './capabilities/capabilities.ts';
import type { Capability } from './capabilities/capability.ts';
import { type Definition, definitionSchema } from './definition.ts';
import { DATA } from './roster/data.ts';
import { EXECUTION } from './roster/execution.ts';
import { GUARD } from './roster/guard.ts';
import { HEART } from './roster/heart.ts';
import { INTELLECT } from './roster/intellect.ts';
import { MUSE } from './roster/muse.ts';
import { RESEARCH } from './roster/research.ts';

/** An agent of the roster: a capability with a configuration of its own. */
export interface RosterAgent extends z.output<typeof definitionSchema> {
  readonly guild: GuildName;
  readonly does: Capability;
  readonly settings: unknown;
}

const BY_GUILD: Readonly<Record<GuildName, readonly Definition[]>> = {
  research: RESEARCH,
  muse: MUSE,
  execution: EXECUTION,
  data: DATA,
  intellect: INTELLECT,
  heart: HEART,
  guard: GUARD,
};
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
