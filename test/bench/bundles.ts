import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { buildFunctions } from '../../infra/build.ts';
import { type ImportTime, importBundle } from '../support/import-bundle.ts';
import { withSecretServer } from '../support/secret-server.ts';
import { median } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const RUNS = 5;
/** How large each Lambda is, and how long a fresh process of Node takes to import and initialise it. */
export async function benchBundles(progress: Progress): Promise<Table[]> {
  const outDir = await mkdtemp(join(tmpdir(), 'rex-bench-bundles-'));
  try {
    return await withSecretServer(async (endpoint) => [await measure({ outDir, endpoint, progress })]);
  } finally {
    await rm(outDir, { recursive: true, force: true });
  }
}

async function measure({
  outDir,
  endpoint,
  progress,
}: {
  outDir: string;
  endpoint: string;
  progress: Progress;
}): Promise<Table> {
  const bundles = await buildFunctions({ outDir });
  progress(`bundled ${bundles.length} functions`);
  const rows: string[][] = [];
  for (const { id, bytes } of bundles.toSorted((a, b) => b.bytes - a.bytes)) {
    const times: ImportTime[] = [];
    for (let run = 0; run < RUNS; run++)
      times.push(await importBundle(join(outDir, id, 'index.mjs'), endpoint));
    const wall = times.map(({ ms }) => ms);
    rows.push([
      id,
      (bytes / 1000).toFixed(0),
      median(wall).toFixed(0),
      Math.min(...wall).toFixed(0),
      median(times.map(({ cpuMs }) => cpuMs)).toFixed(0),
    ]);
  }
  return {
    title: 'Bundles (aims: 400 kB; import and init 200 ms)',
    columns: ['function', 'kB', 'median ms', 'shortest ms', 'median CPU ms'],
    rows,
    notes: [
      `Import and init: ${RUNS} fresh processes each, without the start of Node itself. The functions that read a`,
      'secret at their start read it from a server on this machine.',
    ],
  };
}
