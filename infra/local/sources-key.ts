import { createHash } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** What bundles and stacks are made of. A package counts by its entry in the lock. */
const SOURCES = [
  'functions/**/*',
  'shared/**/*',
  'infra/**/*',
  'statemachines/**/*',
  'package-lock.json',
  'cdk.json',
];
const UNUSED = /\.test\.ts$|\.md$/;

/** The same while nothing has changed that a build could see. */
export function sourcesKey(root: string): string {
  const hash = createHash('sha256').update(process.version);
  const files = globSync(SOURCES, { cwd: root, withFileTypes: true })
    .filter((entry) => entry.isFile() && !UNUSED.test(entry.name))
    .map((entry) => join(entry.parentPath, entry.name))
    .sort();
  for (const file of files) {
    const content = readFileSync(file);
    hash.update(`\n${file.slice(root.length)} ${content.length}\n`).update(content);
  }
  return hash.digest('hex');
}
