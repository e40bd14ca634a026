import { RexError } from '../../kernel/errors.ts';
import { GUILD_NAMES, type GuildName } from '../contract/guilds.ts';

interface Guild {
  readonly name: GuildName;
  readonly purpose: string;
  /** Agents of missions, whose runs count for it. */
  readonly missionAgents: readonly string[];
}

const GUILDS: Readonly<Record<GuildName, Omit<Guild, 'name'>>> = {
  research: {
    purpose: 'Finds out about markets, companies and people.',
    missionAgents: ['ScraperAgent', 'ICPIntelligenceAgent'],
  },
  muse: { purpose: 'Finds words.', missionAgents: ['PersonalizerAgent'] },
  execution: {
    purpose: 'Plans the work, and gets it done.',
    missionAgents: ['OutreachAgent', 'SpecialForcesCoordinator'],
  },
  data: { purpose: 'Measures what happens.', missionAgents: ['AnalyticsAgent'] },
  intellect: { purpose: 'Weighs options, and advises.', missionAgents: ['ReviverAgent'] },
  heart: { purpose: 'Listens to people, and keeps the tone.', missionAgents: [] },
  guard: {
    purpose: 'Keeps to the rules, and keeps senders healthy.',
    missionAgents: ['DeliverabilityAgent'],
  },
};

/** @throws RexError NOT_FOUND */
export function guildNamed(name: string): GuildName {
  const found = GUILD_NAMES.find((each) => each === name);
  if (found) return found;
  throw new RexError('NOT_FOUND', `There is no guild ${name}: there are ${GUILD_NAMES.join(', ')}.`);
}

export const guildOf = (name: GuildName): Guild => ({ name, ...GUILDS[name] });
