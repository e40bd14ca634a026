import { copyFileSync, rmSync, statSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { type BuildOptions, build, type Metafile, type Plugin, stop } from 'esbuild';
import { buildConsole } from './build-console.ts';
import { BUNDLES, CONSOLE, type FunctionEntry, functionEntries, PROJECT_ROOT } from './functions.ts';
import { leanAws } from './lean-aws/plugin.ts';
import { dataFilesOf, leanPackages } from './lean-packages.ts';

/** Packages in CommonJS call `require`, which an ES module does not have. */
export const REQUIRE_IN_ESM =
  "import { createRequire as createRequireOfBundle } from 'node:module';const require = createRequireOfBundle(import.meta.url);";

/** Functions that import a part of themselves only when it is needed. It is in a file of its own beside `index.mjs`. */
const LOADED_LATER: readonly string[] = [
  'steps/mission/run-step',
  'steps/mission/recover',
  'consumers/missions',
  'consumers/outbound',
  'http/commands',
  'http/enrichment',
  'http/guilds',
  'http/aesthete',
  'http/approvals',
  'http/cognition',
  'http/seer',
  'http/strategos',
  'consumers/batches',
  'consumers/inbound',
  'consumers/notifications',
  'consumers/answers',
  'consumers/knowledge',
  'consumers/tasks',
  'http/knowledge',
  'http/leads',
  'http/llm',
  'http/members',
  'http/system',
  'http/agents',
  'schedules/council',
];

// The bundler is written in Go, whose garbage collector took a third of its processor time: it may wait for more garbage.
process.env['GOGC'] ??= '400';

/** How sources become JavaScript for Lambda. */
export const BUNDLING = {
  absWorkingDir: PROJECT_ROOT,
  bundle: true,
  format: 'esm',
  platform: 'node',
  target: 'node24',
  mainFields: ['module', 'main'],
  minify: true,
  // Else every letter of another script takes six bytes: words of many languages are a third of some bundles.
  charset: 'utf8',
  legalComments: 'none',
  sourcemap: 'external',
  sourcesContent: false,
  banner: { js: REQUIRE_IN_ESM },
  logLevel: 'warning',
} as const satisfies BuildOptions;

export interface Bundle {
  readonly id: string;
  /** What a cold start reads. */
  readonly bytes: number;
  /** What is read only when it is needed. */
  readonly laterBytes: number;
}

/**
 * Bundles every function into `<outDir>/<id>/index.mjs`, with as few calls as can be, so that shared sources are parsed
 * once. The source map beside it is for reading stack traces here; it is not deployed, since Lambda would read it at
 * each start.
 */
export async function buildFunctions({ outDir }: { outDir: string }): Promise<Bundle[]> {
  const entries = functionEntries();
  if (entries.length === 0) throw new Error('functions holds no index.ts: there is nothing to bundle.');
  rmSync(outDir, { recursive: true, force: true });
  const split = entries.filter(({ path }) => LOADED_LATER.includes(path));
  const whole = entries.filter((entry) => !split.includes(entry));
  const { plugin, checkAllMet } = leanPackages();
  // One after the other: at the same time, they hold much memory, which Go looks through again and again.
  const outputs = [await bundle(whole, { outDir, plugin, splitting: false })];
  for (const entry of split) outputs.push(await bundle([entry], { outDir, plugin, splitting: true }));
  checkAllMet();
  // The bundler is a process of its own that would stay, with hundreds of megabytes, as long as we do.
  await stop();
  return outputs.flatMap((made) => bundlesOf(made, outDir));
}

async function bundle(
  entries: readonly FunctionEntry[],
  { outDir, plugin, splitting }: { outDir: string; plugin: Plugin; splitting: boolean },
): Promise<Metafile> {
  const { metafile } = await build({
    ...BUNDLING,
    entryPoints: entries.map(({ id, file }) => ({ in: file, out: join(id, 'index') })),
    outdir: outDir,
    splitting,
    // Only ever for one entry, so that the parts of a function are in its own folder.
    chunkNames: join(entries[0]?.id ?? '', '[name]-[hash]'),
    outExtension: { '.js': '.mjs' },
    plugins: [leanAws, plugin],
    metafile: true,
  });
  return metafile;
}

function bundlesOf({ outputs }: Metafile, outDir: string): Bundle[] {
  const bytesOf = (files: Iterable<string>): number =>
    [...files].reduce((sum, file) => sum + (outputs[file]?.bytes ?? 0), 0);
  return Object.entries(outputs)
    .filter(([, { entryPoint }]) => entryPoint?.endsWith('/index.ts'))
    .map(([file]) => {
      const id = basename(dirname(file));
      const atStart = reachedFrom(file, outputs, ['import-statement']);
      const ever = reachedFrom(file, outputs, ['import-statement', 'dynamic-import']);
      const inputs = [...ever].flatMap((output) => Object.keys(outputs[output]?.inputs ?? {}));
      const dataBytes = copyData(inputs, join(outDir, id));
      return {
        id,
        bytes: bytesOf(atStart),
        laterBytes: dataBytes + bytesOf(ever) - bytesOf(atStart),
      };
    });
}

/** Puts beside a bundle that was made of `inputs` what it reads from there. @returns bytes */
export function copyData(inputs: readonly string[], folder: string): number {
  const sizes = dataFilesOf(inputs).map((source) => {
    copyFileSync(join(PROJECT_ROOT, source), join(folder, basename(source)));
    return statSync(join(PROJECT_ROOT, source)).size;
  });
  return sizes.reduce((sum, size) => sum + size, 0);
}

function reachedFrom(file: string, outputs: Metafile['outputs'], kinds: readonly string[]): Set<string> {
  const reached = new Set([file]);
  for (const next of reached) {
    for (const { path, kind, external } of outputs[next]?.imports ?? []) {
      if (!external && kinds.includes(kind)) reached.add(path);
    }
  }
  return reached;
}

if (import.meta.main) {
  const started = performance.now();
  const bundles = await buildFunctions({ outDir: BUNDLES });
  for (const { id, bytes, laterBytes } of bundles.toSorted((a, b) => b.bytes - a.bytes)) {
    const later = laterBytes > 0 ? ` (and ${Math.ceil(laterBytes / 1000)} kB when it is needed)` : '';
    console.log(`${String(Math.ceil(bytes / 1000)).padStart(6)} kB  ${id}${later}`);
  }
  await buildConsole(CONSOLE);
  console.log(
    `${bundles.length} functions and the web console in ${((performance.now() - started) / 1000).toFixed(1)} s`,
  );
}
