import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as z from 'zod';
import { median } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const HERE = fileURLToPath(new URL('../..', import.meta.url));
const ONE_JOB = fileURLToPath(new URL('./one-job.ts', import.meta.url));
const figuresSchema = z.record(z.string(), z.number());
type Figures = z.infer<typeof figuresSchema>;

/** Jobs, and how often each is done by both: what does not vary is measured once. */
const JOBS: readonly { readonly name: string; readonly once?: true }[] = [
  { name: 'bundles', once: true },
  { name: 'start' },
  { name: 'demo' },
  { name: 'one step', once: true },
  { name: 'six steps' },
];

export interface AgainstOptions {
  readonly commit: string;
  readonly pairs: number;
  /** Only this job. */
  readonly job?: string | undefined;
  readonly progress: Progress;
}

/**
 * Does the same jobs with this checkout and with another commit, in turn on one machine, and compares medians. Processor
 * seconds and memory are those of the local Rex and of its database engine, watched from outside.
 * @throws when the commit is unknown, or a job fails
 */
export async function benchAgainst({ commit, pairs, job, progress }: AgainstOptions): Promise<Table[]> {
  const chosen = JOBS.filter(({ name }) => job === undefined || name === job);
  if (chosen.length === 0)
    throw new Error(`There is no job "${job}": ${JOBS.map(({ name }) => name).join(', ')}.`);
  const folder = mkdtempSync(join(tmpdir(), 'rex-against-'));
  const other = join(folder, 'rex');
  try {
    progress(`checks out ${commit} and installs it`);
    git(['worktree', 'add', '--detach', other, commit]);
    execFileSync('npm', ['ci', '--no-audit', '--no-fund'], { cwd: other, stdio: 'ignore' });
    const tables: Table[] = [];
    for (const { name, once: single } of chosen) {
      const runs: { before: Figures[]; now: Figures[] } = { before: [], now: [] };
      for (let pair = 1; pair <= (single ? 1 : pairs); pair++) {
        // Whatever gets slower with time, a warm machine or a full disk, is not always the same one's burden.
        for (const side of pair % 2 === 1 ? (['before', 'now'] as const) : (['now', 'before'] as const)) {
          const figures = await runJob(side === 'before' ? other : HERE, name);
          runs[side].push(figures);
          progress(
            `${name}, pair ${pair}, ${side === 'before' ? commit : 'here'}: ${JSON.stringify(figures)}`,
          );
        }
      }
      tables.push(tableOf(name, commit, runs));
    }
    return tables;
  } finally {
    git(['worktree', 'remove', '--force', other]);
    rmSync(folder, { recursive: true, force: true });
  }
}

function tableOf(name: string, commit: string, runs: { before: Figures[]; now: Figures[] }): Table {
  return {
    title: `${name}: this checkout beside ${commit}`,
    columns: ['figure', commit, 'here', 'ratio', 'ratios of the pairs'],
    rows: Object.keys(runs.now[0] ?? {}).map((figure) => {
      const of = (side: readonly Figures[]): number[] => side.map((run) => run[figure] ?? Number.NaN);
      const [before, now] = [of(runs.before), of(runs.now)];
      return [
        figure,
        short(median(before)),
        short(median(now)),
        (median(now) / median(before)).toFixed(3),
        now.map((value, i) => (value / (before[i] ?? Number.NaN)).toFixed(2)).join(', '),
      ];
    }),
    notes: [`Medians of ${runs.now.length} pair${runs.now.length === 1 ? '' : 's'}, run in turn.`],
  };
}

const short = (value: number): string =>
  value >= 100 ? value.toFixed(0) : value >= 1 ? value.toFixed(2) : value.toFixed(5);

async function runJob(checkout: string, job: string): Promise<Figures> {
  const node = join(checkout, 'node_modules/.bin/node');
  const child = spawn(node, [ONE_JOB, checkout, job], { cwd: checkout, stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, error] = ['', ''];
  child.stdout.on('data', (data) => {
    out += data;
  });
  child.stderr.on('data', (data) => {
    error = `${error}${data}`.slice(-4_000);
  });
  const [code] = await once(child, 'close');
  if (code !== 0) throw new Error(`${job} in ${checkout} ended with ${code}: ${error}`);
  return figuresSchema.parse(JSON.parse(out.trim().split('\n').at(-1) ?? ''));
}

const git = (args: readonly string[]): void => {
  execFileSync('git', args, { cwd: HERE, stdio: 'ignore' });
};
