import { once } from 'node:events';
import { createServer } from 'node:http';
import { call } from '../../console/cli/api-client.ts';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { PRICES } from '../../infra/local/meter/prices.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { settingsRoutes } from '../../shared/operations/contract/settings-routes.ts';
import { taskRoutes } from '../../shared/tasks/contract/routes.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { beyondSes } from './mission-tables.ts';
import { watchTree } from './process-tree.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { between, type Usage } from './whole-mission.ts';

const TASKS = 1_000;
const THOUSAND = 1_000;
const MINUTE = 60_000;
/** Two of them lie between runs of the executor, which takes ten tasks of a workspace. */
const RUNS = TASKS / 10;
const AT_ONCE = 8;
const PAGE = `<!doctype html><html lang="en"><title>Shop</title><body><h1>Welcome</h1><p>${'Records. '.repeat(200)}</p></body></html>`;
/** Pages of this machine may be read, and one person may create all tasks in a minute. */
const ENVIRONMENT = { REX_WEBHOOKS: 'loopback', REX_REQUESTS_PER_MINUTE: '1000000' };
/** States of a Standard execution that does the same: plan, policy, claim, perform, settle. AWS adds one for its start. */
const TRANSITIONS = 6;

/**
 * Tasks that become due together and are executed run by run: each is planned, decided by the policy, claimed, done against a
 * server on this machine, and settled.
 */
export async function benchTasks(progress: Progress): Promise<Table[]> {
  const site = createServer((request, response) => {
    const isPage = request.url !== '/robots.txt';
    response.writeHead(isPage ? 200 : 404, { 'content-type': 'text/html' }).end(isPage ? PAGE : '');
  });
  site.listen(0, '127.0.0.1');
  await once(site, 'listening');
  const address = site.address();
  if (typeof address !== 'object' || address === null) throw new Error('No free port.');
  const before = Object.fromEntries(Object.keys(ENVIRONMENT).map((name) => [name, process.env[name]]));
  Object.assign(process.env, ENVIRONMENT);
  try {
    const tables: Table[] = [];
    await withBenchHome(async (start) => {
      tables.push(await measure(await start(), `http://127.0.0.1:${address.port}/shop`, progress));
    });
    return tables;
  } finally {
    for (const [name, value] of Object.entries(before)) {
      if (value === undefined) delete process.env[name];
      else process.env[name] = value;
    }
    site.close();
  }
}

async function measure(rex: BenchRex, url: string, progress: Progress): Promise<Table> {
  const { connection } = rex.local;
  await prepareWorkspace(connection, WORKSPACE);
  const settings = await call(connection, settingsRoutes.getSettings, {});
  await call(connection, settingsRoutes.putSettings, {
    body: {
      ...settings,
      tasks: { ...settings.tasks, limits: { ...settings.tasks.limits, executor: TASKS } },
    },
  });
  await rex.idle();
  const dueAt = new Date((await rex.local.now()).getTime() + MINUTE).toISOString();
  progress(`creates ${TASKS} tasks`);
  const created = await during(rex, () =>
    mapConcurrent([...new Array(TASKS).keys()], AT_ONCE, async (n) => {
      await call(connection, taskRoutes.createTask, {
        body: { type: 'seo.audit', title: `Page ${n}`, payload: { url }, dueAt },
      });
    }),
  );
  progress('executes them');
  const executed = await during(rex, async () => {
    for (let run = 0; run <= RUNS; run++) {
      await rex.local.advance(2 * MINUTE);
      await rex.idle();
    }
  });
  const { counts } = await call(connection, taskRoutes.executorStatus, {});
  if (counts.completed !== TASKS) throw new Error(`Not all are completed: ${JSON.stringify(counts)}`);
  const row = (what: string, { seconds, cpu, usage }: Measured): string[] => [
    what,
    ((seconds / TASKS) * THOUSAND).toFixed(1),
    ((cpu / TASKS) * THOUSAND).toFixed(1),
    ((usage['DynamoDB']?.['writeUnits'] ?? 0) / TASKS).toFixed(1),
    ((usage['DynamoDB']?.['readUnits'] ?? 0) / TASKS).toFixed(1),
    ((usage['SQS']?.['requests'] ?? 0) / TASKS).toFixed(1),
    `$${beyondSes(usage).toFixed(4)}`,
  ];
  const standard = TRANSITIONS * TASKS * PRICES['stepfunctions.transitions'].usd;
  return {
    title: `${TASKS} tasks of one workspace, each an audit of a page`,
    columns: ['', 'ms', 'processor ms', 'write units', 'read units', 'SQS requests', `AWS, ${TASKS} tasks`],
    rows: [row('created by the API', created), row('executed', executed)],
    notes: [
      `A Standard execution of Step Functions for each would cost $${standard.toFixed(2)} for its ${TRANSITIONS} transitions, beside the same records and the same Lambda time.`,
      `Executed by ${RUNS} runs, which come every two minutes: what they ask DynamoDB is in the figures, and would be asked without tasks too.`,
      'Processor time is that of Rex and of its database engine.',
    ],
  };
}

interface Measured {
  readonly seconds: number;
  readonly cpu: number;
  readonly usage: Usage;
}

async function during(rex: BenchRex, work: () => Promise<unknown>): Promise<Measured> {
  const usage = async () => (await rex.local.usage()).services;
  const before = await usage();
  const watch = watchTree(rex.local.info.pid);
  const began = performance.now();
  await work();
  await rex.idle();
  const seconds = (performance.now() - began) / THOUSAND;
  return { seconds, cpu: watch.stop().cpuSeconds, usage: between(before, await usage()) };
}
