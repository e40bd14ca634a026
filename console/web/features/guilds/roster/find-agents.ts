import * as z from 'zod';
import { guildNameSchema, type RosterAgentView } from '../../../../../shared/guilds/contract/guilds.ts';

/** What the address of the roster says. */
export const rosterAddressSchema = z.object({
  find: z.string(),
  guild: guildNameSchema,
  capability: z.string(),
  model: z.enum(['never', 'better', 'needed']),
});
type Wanted = Partial<z.output<typeof rosterAddressSchema>>;

const plain = (text: string): string => text.toLowerCase().replaceAll('-', ' ');

/** The agents of which every word stands in the name or in what they do, and which are of the guild and so on. */
export function findAgents<
  A extends Pick<RosterAgentView, 'name' | 'role' | 'guild' | 'capability' | 'model'>,
>(agents: readonly A[], { find = '', guild, capability, model }: Wanted): readonly A[] {
  const words = plain(find).split(/\s+/).filter(Boolean);
  return agents.filter((agent) => {
    const text = plain(`${agent.name} ${agent.role}`);
    return (
      words.every((word) => text.includes(word)) &&
      (guild === undefined || agent.guild === guild) &&
      (capability === undefined || agent.capability === capability) &&
      (model === undefined || agent.model === model)
    );
  });
}
