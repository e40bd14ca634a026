import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

interface LeanFile {
  /** Of the file within its package. */
  readonly filter: RegExp;
  /** What is bundled in place of the file. */
  readonly rewrite: (source: string) => string;
}

/** What no function of Rex reaches, in packages that cannot be told so, and would be read at every cold start. */
const LEAN_FILES: readonly LeanFile[] = [
  {
    // 76 kB of names for attachments. Rex's mail has none, and names the types of its parts itself.
    filter: /\/nodemailer\/dist\/esm\/mime-funcs\/mime-types\.js$/,
    rewrite: () =>
      "export const detectMimeType = () => 'application/octet-stream'; export const detectExtension = () => 'bin';",
  },
  {
    // An HTTP client, for content that is named by its address. Rex passes content only.
    filter: /\/nodemailer\/dist\/esm\/fetch\/index\.js$/,
    rewrite: () => "export default () => { throw new Error('Mail is made of what it is given.'); };",
  },
];

export interface LeanPackages {
  readonly plugin: Plugin;
  /** @throws when one of the files was in no bundle: its package has changed. */
  checkAllMet(): void;
}

export function leanPackages(): LeanPackages {
  const met = new Set<LeanFile>();
  return {
    plugin: {
      name: 'lean-packages',
      setup({ onLoad }) {
        for (const file of LEAN_FILES) {
          onLoad({ filter: file.filter }, async ({ path }) => {
            met.add(file);
            return { contents: file.rewrite(await readFile(path, 'utf8')), loader: 'js' };
          });
        }
      },
    },
    checkAllMet() {
      const missed = LEAN_FILES.find((file) => !met.has(file));
      if (missed) throw new Error(`No bundled file matches ${missed.filter}: has its package changed?`);
    },
  };
}
