import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build, stop } from 'esbuild';
import { BUNDLING, copyData } from '../build.ts';
import { functionEntries, PROJECT_ROOT } from '../functions.ts';
import { leanAws } from '../lean-aws/plugin.ts';
import { leanPackages } from '../lean-packages.ts';

const ALL = 'all.mjs';

/**
 * Bundles all functions into one module, of which each runs only what it imports, and writes `<outDir>/<id>/index.mjs` for
 * each, which takes its own out of it. So what functions have in common, which is most of them, is bundled, compiled and
 * made fast once.
 */
export async function buildFunctionsTogether({
  outDir,
  finalDir,
}: {
  outDir: string;
  /** Where `outDir` will be when they run. */
  finalDir: string;
}): Promise<number> {
  const entries = functionEntries();
  rmSync(outDir, { recursive: true, force: true });
  const { plugin, checkAllMet } = leanPackages();
  const loaders = entries.map(
    ({ id, file }) => `${JSON.stringify(id)}: () => import(${JSON.stringify(`./${file}`)}),`,
  );
  const contents = `const functions = {\n${loaders.join('\n')}\n};\nexport const load = (id) => functions[id]();\n`;
  const { metafile } = await build({
    ...BUNDLING,
    stdin: { contents, resolveDir: PROJECT_ROOT, sourcefile: ALL },
    outfile: join(outDir, ALL),
    plugins: [leanAws, plugin],
    metafile: true,
  });
  copyData(Object.keys(metafile.inputs), outDir);
  checkAllMet();
  // The bundler is a process of its own that would stay, with hundreds of megabytes, as long as we do.
  await stop();
  const all = JSON.stringify(pathToFileURL(join(finalDir, ALL)).href);
  for (const { id } of entries) {
    mkdirSync(join(outDir, id));
    writeFileSync(
      join(outDir, id, 'index.mjs'),
      `import { load } from ${all};\nconst { handler } = await load(${JSON.stringify(id)});\nexport { handler };\n`,
    );
  }
  return entries.length;
}
