import { statSync } from 'node:fs';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { connectLocally } from '../../console/cli/local/local-rex.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { type Asked, LARGE_REQUESTS, type Names } from './large-requests.ts';
import { copyStory, countCompleted, tellStory } from './long-history.ts';
import { percentile } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

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
    const names = await tellStory(
      await start(),
      { leadsOfMission: LEADS_A_MISSION, leadsWaiting: LEADS_WAITING },
      progress,
    );
    progress(`copies of what happened: ${MISSIONS} missions, ${leads} leads`);
    const began = performance.now();
    const page = copyStory(names, {
      to: 'page',
      missions: MISSIONS_OF_A_PAGE,
      imports: MISSIONS_OF_A_PAGE,
    });
    const imports = Math.max(MISSIONS, Math.round(leads / names.leads));
    const large = copyStory(names, { to: WORKSPACE, missions: MISSIONS, imports });
    progress(`${page + large} rows in ${((performance.now() - began) / 1_000).toFixed(0)} s`);
    const rex = await start();
    await countCompleted(rex, { page: MISSIONS_OF_A_PAGE, [WORKSPACE]: MISSIONS });
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
          `The engine's file has ${(statSync(names.file).size / 1e9).toFixed(2)} GB and ${page + large} rows more than Rex itself wrote.`,
        ],
      },
    ];
  });
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
