import type { RosterAgentView } from '../../../../../shared/guilds/contract/guilds.ts';

/** Whether an agent asks a language model. */
export const MODEL_WORDS: Readonly<Record<RosterAgentView['model'], string>> = {
  never: 'Never',
  better: 'If there is one',
  needed: 'Needed',
};
