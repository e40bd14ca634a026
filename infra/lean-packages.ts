import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { Plugin } from 'esbuild';

interface LeanFile {
  /** Of the file within its package. */
  readonly filter: RegExp;
  /** What is bundled in place of the file. */
  readonly rewrite: (source: string, path: string) => string;
}

const DATA_MODULE = /\/libphonenumber-js\/metadata\.\w+\.json\.js$/;
const dataFileOf = (module: string): string => module.replace(/\.js$/, '');

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
  {
    // Loops, includes, dates and filters, which no template of Rex may use (`shared/content/domain/liquid.ts`).
    filter: /\/liquidjs\/dist\/liquid\.node\.mjs$/,
    rewrite: (source) =>
      source
        .replace(/^const filters = .*;$/m, 'const filters = {};')
        .replace(/^const tags = \{[\s\S]*?^\};$/m, 'const tags = { if: IfTag, unless: UnlessTag };'),
  },
  {
    // Writes elements as HTML, with 70 kB of names of characters. Rex only reads HTML, and keeps none as it is.
    filter: /\/dom-serializer\/lib\/esm\/index\.js$/,
    rewrite: () =>
      "export const render = () => { throw new Error('Rex keeps no HTML.'); }; export default render;",
  },
  {
    // Each class of schema knows how it is written in JSON Schema, and so brings it along: `z.toJSONSchema` has the same
    // in a table of its own, which only functions that call it take. And texts bring along every format there is for
    // their old methods (`z.string().email()`), beside functions (`z.email()`) of which a bundle takes what it calls.
    filter: /\/zod\/v4\/classic\/schemas\.js$/,
    rewrite: (source) =>
      source
        .replaceAll(/^ +inst\._zod\.processJSONSchema = .*;$/gm, '')
        .replaceAll(
          /^ {4}\w+\(params\) \{\n +return this\.check\(core\._\w+\(Zod\w+, params\)\);\n {4}\},$/gm,
          '',
        ),
  },
  {
    // Calls one of those old methods.
    filter: /\/@modelcontextprotocol\/sdk\/dist\/esm\/(types|shared\/auth)\.js$/,
    rewrite: (source) => source.replaceAll(/\bz\s*\.string\(\)\s*\.url\(\)/g, 'z.url()'),
  },
  {
    // 130 kB that judge what a person answers when the server asks them (elicitation). Rex asks nobody.
    filter: /\/@modelcontextprotocol\/sdk\/dist\/esm\/validation\/ajv-provider\.js$/,
    rewrite: () =>
      "export class AjvJsonSchemaValidator { getValidator() { throw new Error('Rex asks nobody by MCP.'); } }",
  },
  {
    // The methods of a schema that do so without the table. Rex calls the function.
    filter: /\/zod\/v4\/core\/to-json-schema\.js$/,
    rewrite: (source) =>
      source.replaceAll(
        /^(export const create\w+Method = ).*\{$[\s\S]*?^\};$/gm,
        "$1() => () => { throw new Error('Call z.toJSONSchema.'); };",
      ),
  },
  {
    // The numbers of the world: read from a file beside the bundle when the first number is looked at.
    filter: DATA_MODULE,
    rewrite: (_source, path) => `
      import { readFileSync } from 'node:fs';
      let plans;
      export default () => {
        plans ??= JSON.parse(readFileSync(new URL('./${basename(dataFileOf(path))}', import.meta.url), 'utf8'));
        return plans;
      };`,
  },
  {
    filter: /\/libphonenumber-js\/\w+\/exports\/withMetadataArgument\.js$/,
    rewrite: (source) => source.replace('push(metadata)', 'push(metadata())'),
  },
];

/** What a bundle that was made of these files reads from beside itself. */
export const dataFilesOf = (inputs: readonly string[]): string[] =>
  inputs.filter((input) => DATA_MODULE.test(input)).map(dataFileOf);

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
            const source = await readFile(path, 'utf8');
            const contents = file.rewrite(source, path);
            if (contents === source) throw new Error(`${path} has changed: look at lean-packages.ts.`);
            met.add(file);
            return { contents, loader: 'js' };
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
