import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import * as z from 'zod';
import { isAmong, RULE_FOLDERS, type RuleFolder } from './rule-folders.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const ROOT = join(import.meta.dirname, '../..');

const countSchema = z.object({ total: z.number(), covered: z.number() });
type Count = z.infer<typeof countSchema>;
const summarySchema = z.record(z.string(), z.object({ lines: countSchema, branches: countSchema }));

/** Their own tests, for a rule is held by the test beside it. */
const CONTEXTS = ['shared/sending/', 'shared/decisions/', 'shared/approvals/', 'shared/mail/'];

/** What unit tests run of the rules: lines and branches, by folder. */
export function benchCoverage(progress: Progress): Table[] {
  const reportDir = mkdtempSync(join(tmpdir(), 'rex-coverage-'));
  try {
    progress('runs the unit tests');
    const { status } = spawnSync(
      process.execPath,
      [
        join(ROOT, 'node_modules/vitest/vitest.mjs'),
        ...['run', '--project', 'unit', '--reporter', 'minimal', ...CONTEXTS],
        ...['--coverage.enabled', '--coverage.provider=v8', '--coverage.reporter=json-summary'],
        ...[`--coverage.reportsDirectory=${reportDir}`, '--coverage.exclude=**/*.test.ts'],
        ...RULE_FOLDERS.flatMap(({ sources }) => sources)
          .filter((glob) => !glob.startsWith('!'))
          .map((glob) => `--coverage.include=${glob}`),
      ],
      { cwd: ROOT, stdio: ['ignore', 2, 2] },
    );
    if (status !== 0) throw new Error('The unit tests failed, so their coverage says nothing.');
    const files = summarySchema.parse(
      JSON.parse(readFileSync(join(reportDir, 'coverage-summary.json'), 'utf8')),
    );
    return [
      {
        title: 'What unit tests run of the rules',
        columns: ['shared/', 'files', 'lines', 'covered', 'branches', 'covered'],
        rows: RULE_FOLDERS.map((folder) => row(folder, files)),
        notes: [
          'Unit tests of these contexts only; what use cases, functions and stories run of it is not counted.',
        ],
      },
    ];
  } finally {
    rmSync(reportDir, { recursive: true, force: true });
  }
}

function row({ name, sources }: RuleFolder, files: z.infer<typeof summarySchema>): string[] {
  const found = Object.entries(files).filter(
    ([path]) => path !== 'total' && isAmong(sources, relative(ROOT, path)),
  );
  const of = (kind: 'lines' | 'branches'): string[] => {
    const counts = found.map(([, summary]) => summary[kind]);
    const sum = (key: keyof Count): number => counts.reduce((total, count) => total + count[key], 0);
    return [`${sum('total')}`, `${((100 * sum('covered')) / sum('total')).toFixed(1)} %`];
  };
  return [name, `${found.length}`, ...of('lines'), ...of('branches')];
}
