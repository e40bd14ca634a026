import type { Change } from '../../shared/workspaces/contract/setting-change.ts';

/** What a recommendation would change, or what a person has to do. */
export const changeText = (change: Change): string =>
  change.setting === 'none'
    ? `To do: ${change.todo}`
    : `Would change ${change.setting} from ${shown(change.from)} to ${shown(change.to)}.`;

const shown = (value: unknown): string => JSON.stringify(value);
