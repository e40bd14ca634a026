import type { GuildName } from '../contract/guilds.ts';
import type { Definition } from './definition.ts';
import { DATA } from './roster/data.ts';
import { EXECUTION } from './roster/execution.ts';
import { GUARD } from './roster/guard.ts';
import { HEART } from './roster/heart.ts';
import { INTELLECT } from './roster/intellect.ts';
import { MUSE } from './roster/muse.ts';
import { RESEARCH } from './roster/research.ts';

/** The agents of each guild, as data. */
export const BY_GUILD: Readonly<Record<GuildName, readonly Definition[]>> = {
  research: RESEARCH,
  muse: MUSE,
  execution: EXECUTION,
  data: DATA,
  intellect: INTELLECT,
  heart: HEART,
  guard: GUARD,
};
