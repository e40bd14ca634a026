import * as z from 'zod';
import type { GuildName, RosterAgentView } from '../contract/guilds.ts';
import { ROSTER, type RosterAgent } from '../domain/roster.ts';

/** The roster as its users see it. */
export const rosterViews = (guild: GuildName | undefined): RosterAgentView[] =>
  [...ROSTER.values()].filter((agent) => guild === undefined || agent.guild === guild).map(rosterView);

export const rosterView = ({
  name,
  guild,
  role,
  capability,
  does,
  reads,
  example,
}: RosterAgent): RosterAgentView => ({
  name,
  guild,
  role,
  capability,
  does: does.does,
  reads: [...reads],
  model: does.asks === undefined ? 'never' : does.needsModel ? 'needed' : 'better',
  input: z.toJSONSchema(does.input, { io: 'input' }),
  output: z.toJSONSchema(does.output),
  example: example.input,
});
