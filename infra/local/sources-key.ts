import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What is made of which files. A package counts by its entry in the lock. */
export const SOURCES_OF = {
  stacks: [
    'functions/**/*',
    'shared/**/*',
    'infra/**/*',
    'statemachines/**/*',
    'package-lock.json',
    'cdk.json',
  ],
  web: [
    'console/web/**/*',
    'console/api/**/*',
    'console/live/**/*',
    'shared/**/contract/**/*',
    'shared/kernel/**/*',
    'package-lock.json',
  ],
} as const satisfies Readonly<Record<string, readonly string[]>>;
const UNUSED = /\.test\.ts$|\.md$/;

/** The same while nothing has changed that a build could see. */
export function sourcesKey(root: string, sources: readonly string[]): string {
  const hash = createHash('sha256').update(process.version);
  const files = globSync([...sources], { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !UNUSED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\n${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
