import { enableCompileCache } from 'node:module';
import { join } from 'node:path';
import { PROJECT_ROOT } from '../functions.ts';

/**
 * From now on this process takes the code that it loads from where an earlier one has compiled it, and leaves there, when
 * it ends, what it compiled itself: a third of the time of a start.
 */
export const keepCompiled = (): void => {
  enableCompileCache(join(PROJECT_ROOT, 'node_modules/.cache/node-compile'));
};
