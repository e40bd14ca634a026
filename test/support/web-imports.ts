import { globSync } from 'node:fs';
import { dirname, relative, resolve } from 'node:path';
import { build } from 'esbuild';

const ROOT = resolve(import.meta.dirname, '../..');
/** What the web console may import of ours. */
const ALLOWED =
  /^(console\/(web|api|live)\/|shared\/((lords\/)?[^/]+\/contract\/|kernel\/|lords\/(registry|drawings|terms)\.ts))/;

/** Own files that each file of the web console imports at run time. */
export type Imports = ReadonlyMap<string, readonly string[]>;

/** esbuild reads them, since dependency-cruiser cannot parse TSX by the parser that it has for TypeScript 7. */
export async function readWebImports(root = ROOT): Promise<Imports> {
  const files = globSync('console/web/**/*.{ts,tsx}', { cwd: root }).filter(
    (file) => !/\.test\.tsx?$/.test(file),
  );
  const imports = new Map<string, string[]>();
  await build({
    absWorkingDir: root,
    entryPoints: files,
    outdir: 'unused',
    bundle: true,
    write: false,
    logLevel: 'error',
    plugins: [
      {
        name: 'collect',
        setup({ onResolve }) {
          onResolve({ filter: /.*/ }, ({ path, importer, kind }) => {
            if (kind === 'entry-point') return undefined;
            const from = relative(root, importer).replaceAll('\\', '/');
            if (path.startsWith('.') && !path.endsWith('.css')) {
              const to = relative(root, resolve(dirname(importer), path)).replaceAll('\\', '/');
              imports.set(from, [...(imports.get(from) ?? []), to]);
            }
            return { path, external: true };
          });
        },
      },
    ],
  });
  return imports;
}

/** Imports that the console must not have, and circles, in words. */
export function webProblems(imports: Imports): string[] {
  const forbidden = [...imports].flatMap(([from, all]) =>
    all.filter((to) => !ALLOWED.test(to)).map((to) => `console-sees-contracts: ${from} -> ${to}`),
  );
  return [...forbidden, ...circlesOf(imports).map((circle) => `no-circles: ${circle.join(' -> ')}`)];
}

/** A circle through each file that is in one, by a walk in depth; each is told once. */
function circlesOf(imports: Imports): string[][] {
  const done = new Set<string>();
  const circles: string[][] = [];
  const walk = (file: string, path: readonly string[]): void => {
    const at = path.indexOf(file);
    if (at >= 0) circles.push([...path.slice(at), file]);
    if (at >= 0 || done.has(file)) return;
    for (const next of imports.get(file) ?? []) walk(next, [...path, file]);
    done.add(file);
  };
  for (const file of imports.keys()) walk(file, []);
  return circles;
}
