import { existsSync, globSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';

export const PROJECT_ROOT = fileURLToPath(new URL('..', import.meta.url));
const SOURCES = join(PROJECT_ROOT, 'functions');

/** Where `npm run build` puts the bundles, one folder per function. */
export const BUNDLES = join(PROJECT_ROOT, '.build/functions');
/** Where `npm run build` puts the web console. */
export const CONSOLE = join(PROJECT_ROOT, '.build/console');

export interface FunctionEntry {
  /** Its folder below `functions`, such as `consumers/outbound`. */
  readonly path: string;
  readonly id: string;
  readonly file: string;
}

/** Every function of the project: a folder below `functions` that has an `index.ts`. */
export function functionEntries(): FunctionEntry[] {
  return globSync('**/index.ts', { cwd: SOURCES })
    .map((file) => {
      const path = dirname(file).replaceAll('\\', '/');
      return { path, id: functionId(path), file: relative(PROJECT_ROOT, join(SOURCES, file)) };
    })
    .sort((a, b) => a.id.localeCompare(b.id));
}

/** `consumers/outbound` is bundled, deployed and logged as `consumers-outbound`. */
export const functionId = (path: string): string => path.replaceAll('/', '-');

/** @throws when the function has not been bundled. */
export function bundleOf(id: string, bundles: string): string {
  const folder = join(bundles, id);
  if (!existsSync(join(folder, 'index.mjs'))) {
    throw new Error(
      `No bundle of function ${id} in ${relative(process.cwd(), bundles)}: run \`npm run build\`.`,
    );
  }
  return folder;
}
