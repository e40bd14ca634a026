import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createIam } from '../../infra/local/iam/iam.ts';
import { readAssembly } from '../../infra/local/template/assembly.ts';
import { resolveResources } from '../../infra/local/template/resolve.ts';
import { permissionLines, permissionsFolder } from './permissions.ts';

const ADDRESSES = {
  awsEndpoint: 'http://aws',
  httpUrl: 'http://api',
  wsUrl: 'ws://api',
  issuer: 'http://issuer',
};

/** What roles are allowed and no Rex of this run has done, a line for each role; undefined when none was started. */
export async function unusedPermissions(build: string): Promise<string[] | undefined> {
  const folder = permissionsFolder(build);
  const files = await readdir(folder).catch(() => []);
  if (files.length === 0) return undefined;
  const lines = await Promise.all(
    files.map((file) => readFile(join(folder, file), 'utf8').then(permissionLines)),
  );
  const used = new Set(lines.flat().map((line) => JSON.stringify(line.used)));
  const { unused } = createIam(resolveResources(readAssembly(join(build, 'stacks')), ADDRESSES)).report();
  const never = unused.filter((permission) => !used.has(JSON.stringify(permission)));
  return [...Map.groupBy(never, ({ role }) => role)].map(
    ([role, permissions]) => `${role}: ${[...new Set(permissions.map(({ action }) => action))].join(', ')}`,
  );
}
