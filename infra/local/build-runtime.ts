import { readFile } from 'node:fs/promises';
import { findPackageJSON } from 'node:module';
import { dirname, join, relative } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, type Plugin } from 'esbuild';
import { REQUIRE_IN_ESM } from '../build.ts';
import { PROJECT_ROOT } from '../functions.ts';
import { leanAws } from '../lean-aws/plugin.ts';

/**
 * Bundles what runs Rex on this machine: the process, and the threads of its functions. They are 900 files, to find and to
 * compile, and for those in TypeScript each thread would load a compiler of its own (0.1 s and 20 MB).
 */
export async function buildRuntime(outDir: string): Promise<void> {
  const { plugin, checkAllMet } = whereItWas();
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: { start: 'infra/local/start.ts', thread: 'infra/local/lambda/thread.ts' },
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    // What is imported only when it is needed stays apart.
    splitting: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    // Names and lines stay as they are, for who reads a stack trace.
    legalComments: 'none',
    banner: { js: REQUIRE_IN_ESM },
    logLevel: 'warning',
    plugins: [leanAws, plugin, requiredBuiltins],
  });
  checkAllMet();
}

/** An import of `node:http` as a module reads all that it exports, and with that loads what nobody uses, such as WebSocket. */
const requiredBuiltins: Plugin = {
  name: 'required-builtins',
  setup({ onResolve, onLoad }) {
    const namespace = 'builtin';
    onResolve({ filter: /^node:/ }, ({ path, kind }) =>
      kind === 'import-statement' ? { path, namespace } : undefined,
    );
    onLoad({ filter: /./, namespace }, ({ path }) => ({
      contents: `module.exports = require(${JSON.stringify(path)});`,
    }));
  },
};

interface Place {
  readonly file: string;
  readonly text: RegExp;
  readonly by: string;
}

/** What our own files find at run time, and how the bundle finds it. */
const PLACES: readonly Place[] = [
  {
    file: 'infra/local/lambda/threads.ts',
    text: /'\.\/thread\.ts', import\.meta\.url/,
    by: "'./thread.mjs', import.meta['url']",
  },
  {
    // Files that its package does not export.
    file: 'infra/local/endpoint/fauxqs-stores.ts',
    text: /\bload\('([^']+)'\)/g,
    by: `import('${join(dirname(findPackageJSON('fauxqs', import.meta.url) ?? ''), 'dist')}/$1')`,
  },
];

/** Everything else is found from where the source is. */
function whereItWas(): { plugin: Plugin; checkAllMet(): void } {
  const met = new Set<Place>();
  return {
    plugin: {
      name: 'where-it-was',
      setup({ onLoad }) {
        onLoad({ filter: /\.ts$/ }, async ({ path }) => {
          const file = relative(PROJECT_ROOT, path).replaceAll('\\', '/');
          let contents = await readFile(path, 'utf8');
          for (const place of PLACES.filter((each) => each.file === file)) {
            if (contents.search(place.text) >= 0) met.add(place);
            contents = contents.replace(place.text, place.by);
          }
          if (!contents.includes('import.meta.url')) return { contents, loader: 'ts' };
          const url = JSON.stringify(pathToFileURL(path).href);
          return { contents: contents.replaceAll('import.meta.url', url), loader: 'ts' };
        });
      },
    },
    checkAllMet() {
      const missed = PLACES.find((place) => !met.has(place));
      if (missed) throw new Error(`${missed.file} has changed: look at build-runtime.ts.`);
    },
  };
}
