import { execFile } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import { watchTree } from './process-tree.ts';

/**
 * `node one-job.ts CHECKOUT JOB`: does one job with the code of a checkout, which may be of another commit, and prints its
 * figures as JSON. What it takes from there has kept its form since 897ae8b.
 */
const [, , checkout = '', job = ''] = process.argv;
const from = async (path: string) => import(pathToFileURL(join(checkout, path)).href);

const DATA = new URL('../../../shared/data/leads/', import.meta.url);
const AS_OF = '1997-09-30';
const IDLE_MS = 5_000;
/** Environments of functions that nobody has used for half a minute have ended by then. */
const LONG_IDLE_MS = 40_000;

type Figures = Record<string, number>;

const JOBS: Readonly<Record<string, () => Promise<Figures>>> = {
  start: measureStart,
  'six steps': () => measureMission(6),
  'one step': () => measureMission(1),
  demo: measureDemo,
  bundles: measureBundles,
};

const run = JOBS[job];
if (!run) throw new Error(`There is no job "${job}".`);
console.log(JSON.stringify(await run()));

async function measureStart(): Promise<Figures> {
  const { withBenchHome } = await from('test/bench/bench-rex.ts');
  const figures: Figures = {};
  await withBenchHome(async (start: () => Promise<{ home: string; stop(): Promise<void> }>) => {
    for (const kind of ['new', 'used']) {
      const began = performance.now();
      const rex = await start();
      figures[`start in a ${kind} home, s`] = (performance.now() - began) / 1000;
      // Then the console is built, too. An earlier build has it, or has none.
      await fetch(infoOf(rex.home).url, { headers: { accept: 'text/html' } });
      if (kind === 'used') {
        const watch = watchTree(infoOf(rex.home).pid);
        await pause(IDLE_MS);
        figures['idle memory, MB'] = watch.stop().nowMb;
      }
      await rex.stop();
    }
  });
  return figures;
}

async function measureMission(steps: number): Promise<Figures> {
  const { withBenchHome } = await from('test/bench/bench-rex.ts');
  const { runWholeMission } = await from('test/bench/whole-mission.ts');
  const { beyondSes } = await from('test/bench/mission-tables.ts');
  return withBenchHome(async (start: () => Promise<{ home: string }>) => {
    const rex = await start();
    const watch = watchTree(infoOf(rex.home).pid);
    const read = (file: string): string => readFileSync(new URL(file, DATA), 'utf8');
    const files = { leads: read('leads.csv'), orders: read('orders.csv') };
    const run = await runWholeMission(rex, { name: 'bench', ...files, asOf: AS_OF, steps });
    const { cpuSeconds, peakMb } = watch.stop();
    const perThousand = (usd: number): number => (usd / run.leadsEmailed) * 1000;
    return {
      'e-mails': run.emails,
      'processor, s': cpuSeconds,
      'wall, s': run.importSeconds + run.missionSeconds,
      'peak memory, MB': peakMb,
      'write units an e-mail':
        (run.importUsage.DynamoDB.writeUnits + run.missionUsage.DynamoDB.writeUnits) / run.emails,
      'write units an e-mail, import apart': run.missionUsage.DynamoDB.writeUnits / run.emails,
      'read units an e-mail, import apart': run.missionUsage.DynamoDB.readUnits / run.emails,
      'mission beyond SES per 1,000 leads, $': perThousand(beyondSes(run.missionUsage)),
      'import per 1,000 leads, $': (beyondSes(run.importUsage) / run.rows) * 1000,
    };
  });
}

/** The demo of the README, on a Rex that goes on running after it. */
async function measureDemo(): Promise<Figures> {
  const { startLocalProcess } = await from('console/cli/local/local-process.ts');
  const home = mkdtempSync(join(tmpdir(), 'rex-bench-'));
  const rex = await startLocalProcess({ home, port: 0, seed: 1, progress: process.stderr });
  try {
    const watch = watchTree(rex.info.pid);
    const began = performance.now();
    await promisify(execFile)(
      process.execPath,
      [join(checkout, 'console/cli/main.ts'), 'demo', '--yes', '--count', '150', '--json'],
      { cwd: checkout, env: { ...process.env, REX_HOME: home } },
    );
    const wall = (performance.now() - began) / 1000;
    await pause(IDLE_MS);
    const { cpuSeconds, peakMb, nowMb } = watch.look();
    await pause(LONG_IDLE_MS);
    return {
      'wall, s': wall,
      'processor, s': cpuSeconds,
      'peak memory, MB': peakMb,
      'memory after it, MB': nowMb,
      'memory 45 s after it, MB': watch.stop().nowMb,
    };
  } finally {
    await rex.stop();
    rmSync(home, { recursive: true, force: true });
  }
}

async function measureBundles(): Promise<Figures> {
  const { buildFunctions } = await from('infra/build.ts');
  const outDir = mkdtempSync(join(tmpdir(), 'rex-bundles-'));
  const bundles: readonly { readonly bytes: number }[] = await buildFunctions({ outDir });
  rmSync(outDir, { recursive: true, force: true });
  const sizes = bundles.map(({ bytes }) => bytes / 1000);
  return {
    'largest bundle, kB': Math.max(...sizes),
    'all bundles, kB': sizes.reduce((sum, size) => sum + size, 0),
  };
}

function infoOf(home: string): { readonly pid: number; readonly url: string } {
  return JSON.parse(readFileSync(join(home, 'local.json'), 'utf8'));
}
