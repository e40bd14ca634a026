import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import * as z from 'zod';
import { UNIT } from '../../vitest.config.ts';
import { isAmong, RULE_FOLDERS, type RuleFolder } from './rule-folders.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');
/** 177 packages for one benchmark: they are no dependencies, and are fetched once, when it runs. */
const TOOLS = join(ROOT, 'node_modules/.cache/mutation');
const PACKAGES = ['@stryker-mutator/core', '@stryker-mutator/vitest-runner'];
const VERSION = '10.1.1';

const reportSchema = z.object({
  files: z.record(
    z.string(),
    z.object({
      source: z.string(),
      mutants: z.array(
        z.object({
          status: z.string(),
          mutatorName: z.string(),
          replacement: z.string().optional(),
          location: z.object({ start: z.object({ line: z.number(), column: z.number() }) }),
        }),
      ),
    }),
  ),
});
type Report = z.infer<typeof reportSchema>;

/**
 * What tests notice when the rules are changed: Stryker makes one small change after another and runs the unit tests
 * that reach it. `only`: the folders whose name begins so, or one file of theirs, of which lines may be named as in
 * `shared/mail/domain/bounces.ts:1-100`.
 */
export function benchMutation(progress: Progress, only = ''): Table[] {
  const folders = only.includes('.ts')
    ? partOf(only)
    : RULE_FOLDERS.filter(({ name }) => name.startsWith(only));
  if (folders.length === 0) {
    throw new Error(`There is no folder "${only}": ${RULE_FOLDERS.map(({ name }) => name).join(', ')}.`);
  }
  fetchTools(progress);
  const results = folders.map((folder) => {
    const started = performance.now();
    progress(`${folder.name}: begins`);
    const report = mutate(folder);
    return { folder, report, minutes: (performance.now() - started) / 60_000 };
  });
  return [
    {
      title: 'What unit tests notice when the rules are changed',
      columns: [
        ...['shared/', 'mutants', 'killed', 'timed out', 'survived', 'not reached', 'do not load', 'score'],
        'minutes',
      ],
      rows: results.map(({ folder, report, minutes }) => [
        folder.name,
        ...figures(report),
        minutes.toFixed(1),
      ]),
      notes: [
        'The score is the share of killed and timed out among all that load. A mutant that does not load fails every test.',
        ...folders
          .filter(({ without }) => without.length > 0)
          .map(({ name, without }) => `In ${name} without ${without.join(' and ')}.`),
      ],
    },
    {
      title: 'Mutants that no test noticed',
      columns: ['where', 'mutator', 'in place of it'],
      rows: results.flatMap(({ report }) => unnoticed(report)),
      notes: [],
    },
  ];
}

function partOf(part: string): RuleFolder[] {
  const [file = ''] = part.split(':');
  const folder = RULE_FOLDERS.find(({ sources }) => isAmong(sources, file));
  return folder ? [{ ...folder, name: part, sources: [part] }] : [];
}

function fetchTools(progress: Progress): void {
  if (existsSync(join(TOOLS, 'node_modules', PACKAGES[0] ?? ''))) return;
  progress(`fetches Stryker ${VERSION}`);
  // Without its peers: vitest is the project's own, which stands above it.
  run('npm', [
    ...['install', '--prefix', TOOLS, '--no-save', '--legacy-peer-deps', '--no-audit', '--no-fund'],
    ...PACKAGES.map((name) => `${name}@${VERSION}`),
  ]);
}

/** Stryker works on copies of the project, beside which stands the data that tests read. */
function mutate({ sources, without, tests = UNIT, unasked = [] }: RuleFolder): Report {
  const dir = mkdtempSync(join(tmpdir(), 'rex-mutation-'));
  try {
    const data = join(ROOT, '../shared');
    if (existsSync(data)) symlinkSync(data, join(dir, 'shared'));
    const vitestConfig = join(dir, 'vitest.config.mjs');
    const test = {
      include: tests,
      isolate: false,
      testTimeout: 60_000,
      testNamePattern: allBut(unasked),
    };
    writeFileSync(vitestConfig, `export default ${JSON.stringify({ test })};\n`);
    const fileName = join(dir, 'report.json');
    const options = {
      mutate: sources,
      mutator: { excludedMutations: without },
      testRunner: 'vitest',
      plugins: [join(TOOLS, 'node_modules/@stryker-mutator/vitest-runner/dist/src/index.js')],
      // Threads cannot be in a time zone of their own, which some tests need.
      vitest: { configFile: vitestConfig, pool: 'forks' },
      // There is none of this name: Stryker would rewrite it by an API that TypeScript 7 no longer has.
      tsconfigFile: 'none.json',
      tempDirName: dir,
      concurrency: availableParallelism(),
      reporters: ['progress-append-only', 'json'],
      jsonReporter: { fileName },
      ignorePatterns: ['.rex', '.build', 'cdk.out'],
    };
    const configFile = join(dir, 'stryker.json');
    writeFileSync(configFile, JSON.stringify(options));
    run(process.execPath, [
      join(TOOLS, 'node_modules/@stryker-mutator/core/bin/stryker.js'),
      'run',
      configFile,
    ]);
    return reportSchema.parse(JSON.parse(readFileSync(fileName, 'utf8')));
  } finally {
    rmSync(dir, { recursive: true, force: true });
  }
}

const allBut = (names: readonly string[]): string | undefined =>
  names.length > 0 ? `^(?!.*(${names.join('|')}))` : undefined;

function run(command: string, args: readonly string[]): void {
  const { status } = spawnSync(command, args, { cwd: ROOT, stdio: ['ignore', 2, 2] });
  if (status !== 0) throw new Error(`${command} ${args.join(' ')} ended with ${status}.`);
}

function figures({ files }: Report): string[] {
  const statuses = Object.values(files)
    .flatMap(({ mutants }) => mutants.map(({ status }) => status))
    // Those of mutators that are left out.
    .filter((status) => status !== 'Ignored');
  const count = (...of: string[]): number => statuses.filter((status) => of.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const valid = noticed + count('Survived', 'NoCoverage');
  return [
    ...[statuses.length, count('Killed'), count('Timeout'), count('Survived'), count('NoCoverage')],
    count('RuntimeError', 'CompileError'),
  ]
    .map(String)
    .concat(`${((100 * noticed) / valid).toFixed(1)} %`);
}

function unnoticed({ files }: Report): string[][] {
  return Object.entries(files).flatMap(([path, { mutants }]) =>
    mutants
      .filter(({ status }) => status === 'Survived' || status === 'NoCoverage')
      .map(({ location: { start }, mutatorName, replacement = '' }) => [
        `${path}:${start.line}:${start.column}`,
        mutatorName,
        replacement.replaceAll(/\s+/g, ' ').slice(0, 60),
      ]),
  );
}
