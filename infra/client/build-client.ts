import { execFileSync } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'esbuild';
import { compile } from 'json-schema-to-typescript';
import { EVENT_CHANNELS } from '../../shared/kernel/contract/event-channels.ts';
import { ERROR_CODES } from '../../shared/kernel/errors.ts';
import { PROJECT_ROOT } from '../functions.ts';
import { apiSchema, OPERATIONS } from './api-schema.ts';

const SOURCE = join(PROJECT_ROOT, 'console/client');
/** Where `npm run build:client` puts the package. */
const CLIENT = join(PROJECT_ROOT, '.build/client');

/** Writes the package `rex-client` into a folder, which holds nothing else: ready for `npm pack`. */
export async function buildClient(outDir: string): Promise<void> {
  const { version, license, dependencies } = JSON.parse(
    readFileSync(join(PROJECT_ROOT, 'package.json'), 'utf8'),
  );
  rmSync(outDir, { recursive: true, force: true });
  mkdirSync(outDir, { recursive: true });
  await build({
    absWorkingDir: PROJECT_ROOT,
    entryPoints: { index: join(SOURCE, 'index.ts'), contracts: join(SOURCE, 'contracts.ts') },
    outdir: outDir,
    bundle: true,
    format: 'esm',
    platform: 'neutral',
    target: 'es2022',
    minify: true,
    charset: 'utf8',
    external: ['zod'],
    define: { OPERATIONS: JSON.stringify(OPERATIONS) },
    logLevel: 'warning',
  });
  writeFileSync(join(outDir, 'index.d.ts'), await indexTypes(version));
  writeFileSync(join(outDir, 'contracts.d.ts'), CONTRACTS_TYPES);
  const description = 'Calls Rex, with the types of every route and event.';
  const manifest = { name: 'rex-client', version, description, license, ...MANIFEST };
  const packed = { ...manifest, dependencies: { zod: `^${dependencies.zod}` } };
  writeFileSync(join(outDir, 'package.json'), `${JSON.stringify(packed, null, 2)}\n`);
  copyFileSync(join(SOURCE, 'README.md'), join(outDir, 'README.md'));
  copyFileSync(join(PROJECT_ROOT, 'LICENSE'), join(outDir, 'LICENSE'));
}

const entry = (name: string) => ({ types: `./${name}.d.ts`, default: `./${name}.js` });
const MANIFEST = {
  type: 'module',
  sideEffects: false,
  // The first with AbortSignal.any.
  engines: { node: '>=20.3' },
  exports: { '.': entry('index'), './contracts': entry('contracts'), './package.json': './package.json' },
  types: './index.d.ts',
  files: ['*.js', '*.d.ts'],
};

const CONTRACTS_TYPES = `import type { Contracts } from './index.js';

export declare const contracts: Contracts;
`;

/** All declarations in one file: none of its parts imports anything. */
async function indexTypes(version: string): Promise<string> {
  const api = await compile(apiSchema(version), 'Api', {
    additionalProperties: false,
    bannerComment: '',
    ignoreMinAndMaxItems: true,
  });
  const own = declarationsOf([join(SOURCE, 'types.ts'), join(PROJECT_ROOT, 'console/api/api-error.ts')]);
  const union = (names: readonly string[]): string => names.map((name) => `'${name}'`).join(' | ');
  const last = `
export type Channel = ${union(EVENT_CHANNELS)};
/** The codes of Rex itself. The client adds NO_TOKEN, UNREACHABLE, TIMEOUT, UNEXPECTED_ANSWER and, for what is no problem document, HTTP_ with the status. */
export type ErrorCode = ${union(Object.keys(ERROR_CODES))};
/** An event as it is heard: its name tells what its data are. */
export type RexEvent = EventOf<Api['events']>;
/** Every operation as a method, and \`follow\`. */
export type Client = Methods<Api['operations']> & Follows<Api['events'], Channel>;
export declare function createClient(options: ClientOptions): Client;
`;
  return [api, ...own, last].join('\n');
}

/** What TypeScript declares of files that import nothing. */
function declarationsOf(files: readonly string[]): string[] {
  const folder = mkdtempSync(join(tmpdir(), 'rex-client-types-'));
  try {
    const tsc = join(PROJECT_ROOT, 'node_modules/typescript/bin/tsc');
    const options = '--ignoreConfig --declaration --emitDeclarationOnly --target es2024 --module nodenext';
    execFileSync(process.execPath, [
      tsc,
      ...options.split(' '),
      '--rootDir',
      join(PROJECT_ROOT, 'console'),
      '--outDir',
      folder,
      ...files,
    ]);
    return files.map((file) =>
      readFileSync(
        join(folder, file.slice(join(PROJECT_ROOT, 'console').length).replace(/\.ts$/, '.d.ts')),
        'utf8',
      ),
    );
  } finally {
    rmSync(folder, { recursive: true });
  }
}

if (import.meta.main) await buildClient(CLIENT);
