import { existsSync, globSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** Every README of the project, below its root. */
export const readmes = (root = ROOT): string[] =>
  globSync('**/README.md', { cwd: root, exclude: (name) => /node_modules|^\.|\/\./.test(name) }).toSorted();

/** Folders at the root of the project: a path that begins with one of them is one of ours. */
const TOP = /^(?:console|findings|functions|infra|shared|statemachines|test)\//;
/** File names that only sources and documents of the project have; data may be of the user or of a home. */
const SOURCE = /\.(?:ts|mjs|sh|md|asl\.json)$/;
/** What stands for a name that the reader fills in. */
const PLACEHOLDER = /[<>{}$~ ]|^\.\.\/shared\/|NAME/;

/**
 * The paths in backticks and links of a document that should exist and do not. A path may begin at the root of the
 * project, at `shared`, at the folder of the document, or, as a bare file name, stand anywhere below that folder; `*`
 * matches any name.
 */
export function missingPaths(file: string, text: string, root = ROOT): string[] {
  const withoutBlocks = text.replace(/^```[\s\S]*?^```/gm, '');
  const quoted = [...withoutBlocks.matchAll(/`([^`\n]+)`/g)].map(([, path = '']) => path);
  const linked = [...withoutBlocks.matchAll(/\]\(([^)#\s]+)/g)].map(([, path = '']) => path);
  const missing = [
    ...quoted.filter((path) => isOurs(path) && !exists(root, dirname(file), path)),
    ...linked.filter((path) => !/^\w+:/.test(path) && !existsSync(join(root, dirname(file), path))),
  ];
  return [...new Set(missing)];
}

const isOurs = (path: string): boolean =>
  !PLACEHOLDER.test(path) &&
  !path.startsWith('/') &&
  (TOP.test(path) || (SOURCE.test(path) && /^[\w*]/.test(path)));

function exists(root: string, folder: string, path: string): boolean {
  const from = [root, join(root, 'shared'), join(root, folder)];
  if (from.some((start) => globSync(path, { cwd: start }).length > 0)) return true;
  return globSync(`**/${path}`, { cwd: join(root, folder), exclude: ['node_modules'] }).length > 0;
}

export const readme = (file: string, root = ROOT): string => readFileSync(join(root, file), 'utf8');
