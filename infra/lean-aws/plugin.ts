import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'esbuild';

/** In the bundles, the clients here take the place of the SDK's packages of the same names. README.md says why. */
export const leanAws: Plugin = {
  name: 'lean-aws',
  setup({ onResolve }) {
    onResolve({ filter: /^@aws-sdk\// }, ({ path, importer }) => {
      const file = leanPackage(path);
      if (existsSync(file)) return { path: file, sideEffects: false };
      const text = `${importer} imports ${path}, of which infra/lean-aws has no counterpart: add ${file}, and its calls to the contract test.`;
      return { errors: [{ text }] };
    });
  },
};

const leanPackage = (name: string): string =>
  fileURLToPath(new URL(`./packages/${name.replace('@aws-sdk/', '')}.ts`, import.meta.url));
