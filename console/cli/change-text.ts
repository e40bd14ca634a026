import type { Change } from '../../shared/workspaces/contract/setting-change.ts';
import { manyLines, oneLine } from './terminal/table.ts';

/** What a recommendation would change, in one line, or what a person has to do. Long texts are cut. */
export const changeText = (change: Change): string =>
  change.setting === 'none'
    ? `To do: ${change.todo}`
    : `Would change ${change.setting} from ${shown(change.from)} to ${shown(change.to)}.`;

const LONGEST = 100;
const shown = (value: unknown): string => {
  const [...letters] = JSON.stringify(value);
  return letters.length > LONGEST ? `${letters.slice(0, LONGEST - 1).join('')}…` : letters.join('');
};

/** The same whole, for whoever decides: texts line by line, as they are and as they would be. */
export const changeFacts = (change: Change): [string, string][] =>
  change.setting !== 'none' && typeof change.from === 'string'
    ? [
        ['Setting', change.setting],
        ['Now', manyLines(String(change.from)) || NOTHING],
        ['Then', manyLines(String(change.to)) || NOTHING],
      ]
    : [['Change', oneLine(changeText(change))]];

const NOTHING = '(nothing)';
