import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { buildFunctions } from '../../infra/build.ts';
import { QUEUES } from '../../shared/api/contract/queues.ts';
import { median } from './samples.ts';
import { withSecretServer } from './secret-server.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

const RUNS = 5;
const importTimeSchema = z.object({ ms: z.number(), cpuMs: z.number() });
type ImportTime = z.infer<typeof importTimeSchema>;

/** Prints how long an empty process takes to a loaded handler, and the processor time that it takes for it. */
const IMPORT = `
  const start = performance.now();
  const before = process.cpuUsage();
  const { handler } = await import(process.argv[1]);
  if (typeof handler !== 'function') throw new Error('The bundle exports no handler.');
  const ms = performance.now() - start;
  const { user, system } = process.cpuUsage(before);
  console.log(JSON.stringify({ ms, cpuMs: (user + system) / 1000 }));
`;

/** A value for all that any function reads at its start. */
const ENVIRONMENT = {
  AWS_REGION: 'us-east-1',
  AWS_ACCESS_KEY_ID: 'bench',
  AWS_SECRET_ACCESS_KEY: 'bench',
  AWS_LAMBDA_FUNCTION_NAME: 'bench',
  POWERTOOLS_SERVICE_NAME: 'rex',
  RECORDS_TABLE: 'records',
  EVENTS_TABLE: 'events',
  UPLOADS_BUCKET: 'uploads',
  INBOUND_BUCKET: 'inbound',
  EVENT_BUS_NAME: 'bus',
  CONFIGURATION_SET: 'rex',
  SCHEDULE_GROUP: 'rex',
  OIDC_ISSUER: 'https://issuer.bench.example',
  OIDC_AUDIENCE: 'bench',
  PUBLIC_BASE_URL: 'https://bench.example',
  WEBSOCKET_ENDPOINT: 'https://socket.bench.example',
  MISSION_MACHINE_ARN: 'arn:aws:states:us-east-1:000000000000:stateMachine:mission',
  SCHEDULER_ROLE_ARN: 'arn:aws:iam::000000000000:role/scheduler',
  THREAD_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:thread',
  OPENAI_SECRET_ARN: 'arn:aws:secretsmanager:us-east-1:000000000000:secret:openai',
  ...Object.fromEntries(
    Object.keys(QUEUES).flatMap((queue) => [
      [`${queue.toUpperCase()}_QUEUE_URL`, `https://sqs.us-east-1.amazonaws.com/000000000000/${queue}`],
      [`${queue.toUpperCase()}_QUEUE_ARN`, `arn:aws:sqs:us-east-1:000000000000:${queue}`],
    ]),
  ),
};

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
      times.push(await importOnce(join(outDir, id, 'index.mjs'), endpoint));
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
    title: 'Bundles (aims: 500 kB; import and init 200 ms)',
    columns: ['function', 'kB', 'median ms', 'shortest ms', 'median CPU ms'],
    rows,
    notes: [
      `Import and init: ${RUNS} fresh processes each, without the start of Node itself. The functions that read a`,
      'secret at their start read it from a server on this machine.',
    ],
  };
}

async function importOnce(bundle: string, endpoint: string): Promise<ImportTime> {
  const args = ['--input-type=module', '--eval', IMPORT, pathToFileURL(bundle).href];
  const { stdout } = await promisify(execFile)(process.execPath, args, {
    env: { ...ENVIRONMENT, AWS_ENDPOINT_URL: endpoint },
  });
  return importTimeSchema.parse(JSON.parse(stdout));
}
