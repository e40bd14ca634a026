import { existsSync } from 'node:fs';
import { relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';
import { PROJECT_ROOT } from '../functions.ts';

/** In the bundles, the clients here take the place of the SDK's packages of the same names. README.md says why. */
export const leanAws: Plugin = {
  name: 'lean-aws',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-sdk\// }, ({ path, importer }) => {
      const file = leanPackage(path);
      if (existsSync(file)) return { path: file, sideEffects: false };
      const text = `${relative(PROJECT_ROOT, importer)} imports ${path}: add ${relative(PROJECT_ROOT, file)} (infra/lean-aws/README.md).`;
      return { errors: [{ text }] };
    });
  },
};

const leanPackage = (name: string): string =>
  fileURLToPath(new URL(`./packages/${name.replace('@aws-sdk/', '')}.ts`, import.meta.url));
