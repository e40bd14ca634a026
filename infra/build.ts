import { rmSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, stop } from 'esbuild';
import { BUNDLES, functionEntries, PROJECT_ROOT } from './functions.ts';
import { leanPackages } from './lean-packages.ts';

/** Packages in CommonJS call `require`, which an ES module does not have. */
const REQUIRE_IN_ESM =
  "import { createRequire as createRequireOfBundle } from 'node:module';const require = createRequireOfBundle(import.meta.url);";

const LAMBDA_CREDENTIALS = fileURLToPath(new URL('./lambda-credentials.ts', import.meta.url));

export interface Bundle {
  readonly id: string;
  readonly bytes: number;
}

/**
 * Bundles every function into `<outDir>/<id>/index.mjs` with one call, so that shared sources are parsed once. The
 * source map beside it is for reading stack traces here; it is not deployed, since Lambda would read it at each start.
 */
export async function buildFunctions({ outDir }: { outDir: string }): Promise<Bundle[]> {
  const entries = functionEntries();
  if (entries.length === 0) throw new Error('functions holds no index.ts: there is nothing to bundle.');
  rmSync(outDir, { recursive: true, force: true });
  const { metafile } = await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: entries.map(({ id, file }) => ({ in: file, out: join(id, 'index') })),
    outdir: outDir,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    mainFields: ['module', 'main'],
    alias: { '@aws-sdk/credential-provider-node': LAMBDA_CREDENTIALS },
    plugins: [leanPackages],
    minify: true,
    legalComments: 'none',
    sourcemap: 'external',
    sourcesContent: false,
    banner: { js: REQUIRE_IN_ESM },
    metafile: true,
    logLevel: 'warning',
  });
  // The bundler is a process of its own that would stay, with hundreds of megabytes, as long as we do.
  await stop();
  return Object.entries(metafile.outputs)
    .filter(([file]) => file.endsWith('.mjs'))
    .map(([file, { bytes }]) => ({
      id: basename(dirname(file)),
      bytes,
    }));
}

if (import.meta.main) {
  const started = performance.now();
  const bundles = await buildFunctions({ outDir: BUNDLES });
  for (const { id, bytes } of bundles.toSorted((a, b) => b.bytes - a.bytes)) {
    console.log(`${String(Math.ceil(bytes / 1000)).padStart(6)} kB  ${id}`);
  }
  console.log(`${bundles.length} functions in ${((performance.now() - started) / 1000).toFixed(1)} s`);
}
