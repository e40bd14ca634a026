import { statSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { call } from '../../console/cli/api-client.ts';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { connectLocally } from '../../console/cli/local/local-rex.ts';
import { approvalRoutes } from '../../shared/approvals/contract/routes.ts';
import { leadRoutes } from '../../shared/leads/contract/routes.ts';
import { stateCountsKey } from '../../shared/missions/adapters/keys.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { copyHistory } from './history.ts';
import { type Asked, LARGE_REQUESTS, type Names } from './large-requests.ts';
import { percentile } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { importFile, runWholeMission } from './whole-mission.ts';

const MISSIONS = 1_000;
/** Fills the first page of every list, so that both workspaces answer with as much. */
const MISSIONS_OF_A_PAGE = 120;
const LEADS_A_MISSION = 100;
const LEADS_WAITING = 30;
const RUNS = 30;
const WARM_UPS = 3;
const METERED_RUNS = 2;
/** `empty` has settings and a domain; `page` as many missions and people as the first pages show; the third is the large one. */
const WORKSPACES = ['empty', 'page', WORKSPACE] as const;

/** How long a workspace with a long history answers, beside one whose lists fill a page. */
export async function benchLarge(progress: Progress, leads: number): Promise<Table[]> {
  return withBenchHome(async (start) => {
    const names = await tellStory(await start(), progress);
    const file = join(names.home, 'dynamodb.db');
    const common = { file, from: WORKSPACE, except: names.mission };
    progress(`copies of what happened: ${MISSIONS} missions, ${leads} leads`);
    const began = performance.now();
    const page = copyHistory({
      ...common,
      to: 'page',
      missions: MISSIONS_OF_A_PAGE,
      imports: MISSIONS_OF_A_PAGE,
    });
    const imports = Math.max(MISSIONS, Math.round(leads / names.leads));
    const large = copyHistory({ ...common, to: WORKSPACE, missions: MISSIONS, imports });
    progress(`${page + large} rows in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const rex = await start();
    await countCompleted(rex);
    const { connection } = connectLocally(rex.local.info, {
      workspace: 'empty',
      role: 'owner',
      signal: new AbortController().signal,
    });
    await prepareWorkspace(connection, 'empty');
    await rex.idle();
    const rows: string[][] = [];
    for (const asked of LARGE_REQUESTS) {
      const row = await rowOf(rex, asked, names);
      progress(row.join(' | '));
      rows.push(row);
    }
    return [
      {
        title: `One workspace with ${imports * names.leads} leads and ${MISSIONS} missions of history (milliseconds)`,
        columns: ['what', 'empty', 'p95', 'a page', 'p95', 'large', 'p95', 'ratio', 'units: a page', 'large'],
        rows,
        notes: [
          `Round trips over HTTP on one local Rex, by turns, ${RUNS} of each. "A page": ${MISSIONS_OF_A_PAGE} missions, so that every list fills`,
          'its first page. Ratio: p95 of large by p95 of a page. Units: of DynamoDB, read and written by one request.',
          `The engine's file has ${(statSync(file).size / 1e9).toFixed(2)} GB and ${page + large} rows more than Rex itself wrote.`,
        ],
      },
    ];
  });
}

/** A mission to its end, another that waits for its approval, and a third import; stops Rex. */
async function tellStory(
  rex: BenchRex,
  progress: Progress,
): Promise<Names & { home: string; leads: number }> {
  const { connection } = rex.local;
  const asOf = new Date().toISOString().slice(0, 10);
  progress('one mission, which becomes many');
  await runWholeMission(rex, {
    name: 'History',
    ...makeDemoFiles({ count: LEADS_A_MISSION, seed: 1, asOf }),
    asOf,
    steps: 1,
  });
  const { missions } = await call(connection, missionRoutes.listMissions, { query: {} });
  const { leads, orders } = makeDemoFiles({ count: LEADS_WAITING, seed: 2, asOf });
  await importFile(rex, 'leads', leads);
  await importFile(rex, 'orders', orders);
  const { id: mission } = await call(connection, missionRoutes.createMission, {
    body: { type: 'lead_reactivation', name: 'Waits', params: { asOf, steps: 1 } },
  });
  let approval: string | null = null;
  while (approval === null) {
    await rex.idle();
    await delay(500);
    const view = await call(connection, missionRoutes.getMission, { params: { id: mission } });
    if (view.state === 'FAILED' || view.state === 'COMPLETED')
      throw new Error(`The mission is ${view.state}.`);
    approval = view.approvalId;
  }
  const ended = missions[0]?.id ?? '';
  const people = await peopleOf(rex, ended);
  await rex.stop();
  return { home: rex.home, mission, approval, ended, ...people };
}

/** Somebody whom the mission wrote to, and somebody whom it did not. */
async function peopleOf(rex: BenchRex, mission: string) {
  const { connection } = rex.local;
  const query = { limit: 100 };
  const { leads } = await call(connection, leadRoutes.listLeads, { query });
  const { messages } = await call(connection, approvalRoutes.listMessages, {
    query: { ...query, missionId: mission },
  });
  const reached = new Set(messages.map(({ leadId }) => leadId));
  const contacted = leads.find(({ id }) => reached.has(id));
  const untouched = leads.find(({ id }) => !reached.has(id));
  if (!contacted || !untouched) throw new Error('The mission wrote to everybody, or to nobody.');
  return { contacted: contacted.id, email: contacted.email, untouched: untouched.id, leads: leads.length };
}

/** As the ends of the copies would have counted. */
async function countCompleted(rex: BenchRex): Promise<void> {
  const tables = await openLocalTables(rex.awsEndpoint);
  for (const [workspace, by] of [
    ['page', MISSIONS_OF_A_PAGE],
    [WORKSPACE, MISSIONS],
  ] as const) {
    await tables.records.client.send(
      new UpdateCommand({
        TableName: tables.records.name,
        Key: stateCountsKey(workspace, 0),
        UpdateExpression: 'ADD COMPLETED :by',
        ExpressionAttributeValues: { ':by': by },
      }),
    );
  }
  tables.close();
}

async function rowOf(rex: BenchRex, asked: Asked, names: Names): Promise<string[]> {
  const asking = [];
  for (const workspace of WORKSPACES) asking.push(await askerOf(rex, workspace, asked, names));
  const times = asking.map((): number[] => []);
  for (let n = 0; n < RUNS + WARM_UPS; n++) {
    for (const [i, { ask }] of asking.entries()) {
      const took = await ask?.();
      if (took !== undefined && n >= WARM_UPS) times[i]?.push(took);
    }
  }
  const units: string[] = [];
  for (const { ask } of asking.slice(1)) {
    const before = await unitsOf(rex);
    for (let n = 0; n < METERED_RUNS; n++) await ask?.();
    units.push((((await unitsOf(rex)) - before) / METERED_RUNS).toFixed(1));
  }
  const [, page = [], large = []] = times;
  const ratio = percentile(large, 0.95) / percentile(page, 0.95);
  return [asked.what, ...times.flatMap(middleAndTail), ratio.toFixed(2), ...units];
}

/** Asks once and says how long it took; nothing where the workspace has nothing of that name. */
async function askerOf(rex: BenchRex, workspace: string, asked: Asked, names: Names) {
  const token = await tokenFor(rex, workspace, asked.what.replaceAll(/[^a-z]/g, '-'));
  const send = async (method: string, path: string): Promise<Response> => {
    const body = method === 'POST' ? '{}' : null;
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json' };
    const response = await fetch(rex.local.info.url + path, { method, headers, body });
    if (!response.ok && response.status !== 404)
      throw new Error(`${method} ${path}: ${await response.text()}`);
    return response;
  };
  let path = asked.path(names);
  const first = path;
  for (let page = 0; page < (asked.after ?? 0); page++) {
    const { cursor } = (await (await send('GET', path)).json()) as { cursor?: string | null };
    if (typeof cursor !== 'string') return {};
    path = `${first}&cursor=${encodeURIComponent(cursor)}`;
  }
  const tried = await send(asked.method ?? 'GET', path);
  await tried.arrayBuffer();
  if (tried.status === 404) return {};
  const ask = async (): Promise<number> => {
    if (asked.before !== undefined) await (await send('POST', asked.before)).arrayBuffer();
    const began = performance.now();
    await (await send(asked.method ?? 'GET', path)).arrayBuffer();
    return performance.now() - began;
  };
  return { ask };
}

/** A user may ask 100 times a minute, so each request has a user of its own in each workspace. */
async function tokenFor({ local }: BenchRex, workspace: string, sub: string): Promise<string> {
  const body = JSON.stringify({ workspace, role: 'owner', sub });
  const answer = await fetch(`${local.info.url}/_local/token`, { method: 'POST', body });
  return JSON.parse(await answer.text()).token;
}

async function unitsOf({ local }: BenchRex): Promise<number> {
  const { services } = await local.usage();
  const { readUnits = 0, writeUnits = 0 } = services['DynamoDB'] ?? {};
  return readUnits + writeUnits;
}

const middleAndTail = (times: readonly number[]): string[] =>
  times.length === 0 ? ['', ''] : [percentile(times, 0.5).toFixed(1), percentile(times, 0.95).toFixed(1)];
