import { runHistory } from './history.ts';
import { PLANTS } from './planted.ts';
import type { Run } from './shrink.ts';
import { runTaskHistory } from './tasks/history.ts';
import { TASK_PLANTS } from './tasks/planted.ts';

export const STORY_NAMES = ['sending', 'tasks'] as const;
export type StoryName = (typeof STORY_NAMES)[number];

/** What can be simulated, and the faults that must be found in it. */
export const STORIES: Readonly<Record<StoryName, { readonly run: Run; readonly plants: readonly string[] }>> =
  {
    sending: { run: runHistory, plants: PLANTS },
    tasks: { run: runTaskHistory, plants: TASK_PLANTS },
  };
