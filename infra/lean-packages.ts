import { readFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import type { Plugin } from 'esbuild';

interface LeanFile {
  /** Of the file within its package. */
  readonly filter: RegExp;
  /** What is bundled in place of the file. */
  readonly rewrite: (source: string, path: string) => string;
}

const DATA_MODULE = /\/libphonenumber-js\/metadata\.\w+\.json\.js$/;
const PDF_MODULE = /\/unpdf\/dist\/index\.mjs$/;
/** Files that a module reads when it needs them. They lie beside it in its package, and beside the bundle that it is in. */
const DATA: readonly { readonly module: RegExp; readonly file: (module: string) => string }[] = [
  { module: DATA_MODULE, file: (module) => module.replace(/\.js$/, '') },
  { module: PDF_MODULE, file: (module) => join(dirname(module), 'pdfjs.mjs') },
];
const dataFileOf = (module: string): string | undefined =>
  DATA.find((data) => data.module.test(module))?.file(module);

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
    // Errors of schemas are told in English.
    filter: /\/zod\/v4\/locales\/index\.js$/,
    rewrite: () => "export { default as en } from './en.js';",
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
        plans ??= JSON.parse(readFileSync(new URL('./${basename(path, '.js')}', import.meta.url), 'utf8'));
        return plans;
      };`,
  },
  {
    // Lists of 140 files, of which signing takes three.
    filter: /\/@smithy\/core\/dist-es\/submodules\/(client|protocols)\/index\.js$/,
    rewrite: (source) =>
      source
        .split('\n')
        .filter((line) => /\{ (?:normalizeProvider|escapeUri|HttpRequest) \}/.test(line))
        .join('\n'),
  },
  {
    // Of 27 parts of the API, Rex asks two by their methods.
    filter: /\/openai\/client\.mjs$/,
    rewrite: (source) =>
      source
        .replace(/^import \* as API from .*$/m, 'const API = { Chat, Embeddings };')
        .replaceAll(/^import \{ (?!Chat\b|Embeddings\b).*\} from "\.\/resources\/.*$/gm, '')
        .replaceAll(/^ +this\.\w+ = new API\.(?!Chat\b|Embeddings\b)\w+\(this\);$/gm, '')
        .replaceAll(/^OpenAI\.(?!Chat\b|Embeddings\b)(\w+) = (?:\1|UploadsAPIUploads);$/gm, ''),
  },
  {
    // Clients of other providers, which this bundler would read to leave them out.
    filter: /\/openai\/index\.mjs$/,
    rewrite: (source) => source.replaceAll(/^export \{ (?:ComputerToolset|\w+OpenAI) \} .*$/gm, ''),
  },
  {
    // PDF.js is one file of 1.7 MB, as small as it gets, which takes the bundler as long as a whole function does.
    filter: PDF_MODULE,
    rewrite: (source) =>
      source.replace('import("unpdf/pdfjs")', "import(new URL('./pdfjs.mjs', import.meta.url).href)"),
  },
  {
    filter: /\/libphonenumber-js\/\w+\/exports\/withMetadataArgument\.js$/,
    rewrite: (source) => source.replace('push(metadata)', 'push(metadata())'),
  },
];

/** What a bundle that was made of these files reads from beside itself. */
export const dataFilesOf = (inputs: readonly string[]): string[] =>
  inputs.flatMap((input) => dataFileOf(input) ?? []);

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
