import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

interface Line {
  readonly used?: { readonly role: string; readonly action: string; readonly resource: string };
  readonly denied?: { readonly principal: string; readonly action: string; readonly resource: string };
}

export const permissionLines = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line));

/** What the roles of a Rex did so far, and were refused, each the first time. */
export const permissionsLog = (home: string): Promise<string> =>
  readFile(join(home, 'logs', 'permissions.log'), 'utf8').catch(() => '');

/**
 * Looks at what the roles of a Rex did and what they were refused, from this character of its log on, and keeps it for
 * the report of the whole run. @throws when anything was refused: on AWS a customer would have found it.
 */
export async function checkPermissions(home: string, build: string, from = 0): Promise<void> {
  const text = (await permissionsLog(home)).slice(from);
  const folder = permissionsFolder(build);
  await mkdir(folder, { recursive: true });
  await writeFile(join(folder, `${basename(dirname(home))}-${process.hrtime.bigint()}.log`), text);
  const refused = permissionLines(text).flatMap(({ denied }) =>
    denied === undefined ? [] : [`${denied.principal} ${denied.action} ${denied.resource}`],
  );
  if (refused.length > 0)
    throw new Error(`Refused by IAM:\n${[...new Set(refused)].map((line) => `  ${line}`).join('\n')}`);
}

export const permissionsFolder = (build: string): string => join(build, 'permissions');
