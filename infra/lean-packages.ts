import { readFile } from 'node:fs/promises';
import type { Plugin } from 'esbuild';

interface LeanFile {
  /** Of the file within its package. */
  readonly filter: RegExp;
  readonly loader: 'js' | 'json';
  /** What is bundled in place of the file. */
  readonly rewrite: (source: string) => string;
}

/** What no function of Rex reaches, in packages that cannot be told so, and would be read at every cold start. */
const LEAN_FILES: readonly LeanFile[] = [
  {
    // 76 kB of names for attachments. Rex's mail has none, and names the types of its parts itself.
    filter: /\/nodemailer\/dist\/esm\/mime-funcs\/mime-types\.js$/,
    loader: 'js',
    rewrite: () =>
      "export const detectMimeType = () => 'application/octet-stream'; export const detectExtension = () => 'bin';",
  },
  {
    // An HTTP client, for content that is named by its address. Rex passes content only.
    filter: /\/nodemailer\/dist\/esm\/fetch\/index\.js$/,
    loader: 'js',
    rewrite: () => "export default () => { throw new Error('Mail is made of what it is given.'); };",
  },
  {
    // The bundler keeps an operation that nobody calls as soon as a key of its traits is a variable (`[_h]: ...`),
    // since reading one could run code. With the keys written out, the schemas of all other operations go.
    filter: /\/@aws-sdk\/client-[^/]+\/dist-es\/schemas\/schemas_0\.js$/,
    loader: 'js',
    rewrite: writeOutKeys,
  },
  {
    // Loads the coder of event streams for operations such as a search in S3. Rex calls none.
    filter: /\/@smithy\/core\/dist-es\/submodules\/protocols\/HttpProtocol\.js$/,
    loader: 'js',
    rewrite: (source) => source.replace(/import\(["']@smithy\/core\/event-streams["']\)/, '{}'),
  },
  {
    // Read for its version, which goes into the user agent.
    filter: /\/@aws-sdk\/[^/]+\/package\.json$/,
    loader: 'json',
    rewrite: (source) => JSON.stringify({ version: JSON.parse(source).version }),
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
            return { contents: file.rewrite(await readFile(path, 'utf8')), loader: file.loader };
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

function writeOutKeys(source: string): string {
  const names = new Map(
    [...source.matchAll(/^const (\w+) = ("[^"\n]*");$/gm)].map(([, name, text]) => [name, text]),
  );
  return source.replace(/\[(_\w+)\]:/g, (whole, name: string) => {
    const text = names.get(name);
    return text === undefined ? whole : `${text}:`;
  });
}
