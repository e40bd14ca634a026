import { mkdir, mkdtemp, readdir, rm, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';
import { PROJECT_ROOT } from '../../infra/functions.ts';
import { SOURCES_OF, sourcesKey } from '../../infra/local/sources-key.ts';
import { permissionsFolder } from './permissions.ts';
import { startKeeper } from './rex-keeper.ts';
import { SILENT_PEOPLE } from './silent-people.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** Where every Rex of this run takes its build from. The first that starts makes it, and the others wait. */
    rexBuild: string;
    /** Where `shareTestRex` asks for the Rex of its worker. */
    rexKeeper: string;
  }
}

const BUILDS = join(PROJECT_ROOT, 'node_modules', '.cache', 'rex-builds');
/** Another run may be using it. */
const DAY_MS = 24 * 3_600_000;

/** Linux has a file system in memory there. */
const MEMORY = '/dev/shm';
const ROOM_FOR_ALL_HOMES = 4 * 2 ** 30;

/** Vitest calls it once, before all stories. A build is kept under the key of its sources, for the next run. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const build = await provideBuild(project);
  const forget = await keepHomesInMemory();
  // A Rex that is started here has the environment that those of the workers have.
  Object.assign(process.env, project.config.env);
  const keeper = await startKeeper(build, SILENT_PEOPLE);
  project.provide('rexKeeper', keeper.url);
  // While vitest watches, sources change between two runs.
  project.onTestsRerun(async () => {
    await provideBuild(project);
  });
  return async () => {
    await keeper.stop();
    if (process.env['REX_PERMISSIONS']) await tellUnusedPermissions(build);
    await forget();
  };
}

/** The database waits for the disk at every write, which is a seventh of the processor time of a mission. */
async function keepHomesInMemory(): Promise<() => Promise<void>> {
  const room = await statfs(MEMORY).then(
    ({ bavail, bsize }) => bavail * bsize,
    () => 0,
  );
  if (process.env['TMPDIR'] !== undefined || room < ROOM_FOR_ALL_HOMES) return async () => undefined;
  const folder = await mkdtemp(join(MEMORY, 'rex-tests-'));
  process.env['TMPDIR'] = folder;
  return () => rm(folder, { recursive: true, force: true });
}

async function tellUnusedPermissions(build: string): Promise<void> {
  const { unusedPermissions } = await import('./unused-permissions.ts');
  const unused = (await unusedPermissions(build)) ?? ['no Rex was started'];
  console.log(['Allowed and never used in this run:', ...unused].join('\n  '));
}

async function provideBuild(project: TestProject): Promise<string> {
  const key = sourcesKey(PROJECT_ROOT, { paths: Object.values(SOURCES_OF).flatMap(({ paths }) => paths) });
  await mkdir(join(BUILDS, key), { recursive: true });
  for (const build of await readdir(BUILDS)) {
    const { mtimeMs } = await stat(join(BUILDS, build));
    if (build !== key && Date.now() - mtimeMs > DAY_MS) await rm(join(BUILDS, build), { recursive: true });
  }
  const folder = join(BUILDS, key);
  await rm(permissionsFolder(folder), { recursive: true, force: true });
  project.provide('rexBuild', folder);
  return folder;
}
