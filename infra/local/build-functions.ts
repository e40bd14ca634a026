import { mkdirSync, writeFileSync } from 'node:fs';
import { join, relative, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { type BuildOptions, build, type Plugin, stop } from 'esbuild';
import { BUNDLING, copyData } from '../build.ts';
import { functionEntries, PROJECT_ROOT } from '../functions.ts';
import { leanAws } from '../lean-aws/plugin.ts';
import { leanPackages } from '../lean-packages.ts';
import { ONE_PER_THREAD } from './lambda/protocol.ts';

/** To write syntax in fewer letters takes as long as all the rest, and saves 2 %. */
const LOCALLY: BuildOptions = { minify: false, minifyWhitespace: true, minifyIdentifiers: true };

const ALL = 'all.mjs';
const PURE = 'pure.mjs';

/**
 * Rules, contracts, use cases and agents: what they work on they are given, and they keep nothing of the process. So all
 * environments of a thread may have one of each. What reads variables or holds connections lies in `adapters` and `runtime`.
 */
const IS_PURE = /^shared\/((kernel|agents|lords)\/.+|platform\/[^/]+|(.+\/)?(contract|domain|app)\/.+)\.ts$/;
/** What those are made with, and what others make their schemas with too. */
const PURE_PACKAGES = /^zod$/;

/**
 * Bundles all functions into one module, of which each runs only what it imports, and writes `<outDir>/<id>/index.mjs` for
 * each, which takes its own out of it. So what functions have in common, which is most of them, is bundled, compiled and
 * made fast once. What is pure is a module of its own, of which a thread has one instance and not one for each environment.
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
  const { plugin, checkAllMet } = leanPackages();
  const bundle = async (name: string, contents: string, options: BuildOptions): Promise<string[]> => {
    const { metafile } = await build({
      ...BUNDLING,
      ...LOCALLY,
      stdin: { contents, resolveDir: PROJECT_ROOT, sourcefile: name },
      outfile: join(outDir, name),
      metafile: true,
      ...options,
    });
    const inputs = Object.keys(metafile?.inputs ?? {});
    copyData(inputs, outDir);
    return inputs;
  };
  const addressOf = (name: string): string => pathToFileURL(join(finalDir, name)).href;
  const pure = new Set<string>();
  const loaders = entries.map(({ id, file }) => `${JSON.stringify(id)}: () => import("./${file}"),`);
  await bundle(
    ALL,
    `const functions = {\n${loaders.join('\n')}\n};\nexport const load = (id) => functions[id]();\n`,
    {
      banner: {
        js: `${BUNDLING.banner.js}import { modules as pureModules } from "${addressOf(PURE)}${ONE_PER_THREAD}";`,
      },
      plugins: [leanAws, plugin, apart(pure)],
    },
  );
  const parts = [...pure].map((path) => `${JSON.stringify(path)}: () => require(${JSON.stringify(path)}),`);
  const inputs = await bundle(PURE, `export const modules = {\n${parts.join('\n')}\n};\n`, {
    plugins: [plugin, asImported],
  });
  const other = inputs.find((path) => path.startsWith('shared/') && !IS_PURE.test(path));
  if (other)
    throw new Error(`What all environments share imports ${other}, which each has to have for itself.`);
  checkAllMet();
  // The bundler is a process of its own that would stay, with hundreds of megabytes, as long as we do.
  await stop();
  for (const { id } of entries) {
    mkdirSync(join(outDir, id));
    writeFileSync(
      join(outDir, id, 'index.mjs'),
      `import { load } from "${addressOf(ALL)}";\nconst { handler } = await load(${JSON.stringify(id)});\nexport { handler };\n`,
    );
  }
  return entries.length;
}

/** A package that is required is the same as the one that is imported, of which many have another for `require`. */
const asImported: Plugin = {
  name: 'as-imported',
  setup({ onResolve, resolve }) {
    onResolve({ filter: PURE_PACKAGES }, ({ path, resolveDir, kind }) =>
      kind === 'require-call' ? resolve(path, { kind: 'import-statement', resolveDir }) : undefined,
    );
  },
};

/** Takes what is pure out of the other bundle, when it is first needed, and adds it to `found`. */
const apart = (found: Set<string>): Plugin => ({
  name: 'pure-modules-apart',
  setup({ onResolve, onLoad }) {
    const namespace = 'pure';
    onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir }) => {
      const file = relative(PROJECT_ROOT, resolve(resolveDir, path)).replaceAll('\\', '/');
      return IS_PURE.test(file) ? { path: `./${file}`, namespace } : undefined;
    });
    onResolve({ filter: PURE_PACKAGES }, ({ path }) => ({ path, namespace }));
    onLoad({ filter: /./, namespace }, ({ path }) => {
      found.add(path);
      return { contents: `module.exports = pureModules[${JSON.stringify(path)}]();` };
    });
  },
});
