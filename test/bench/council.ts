import { once } from 'node:events';
import { WebSocket } from 'ws';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { SEATS } from '../../shared/lords/registry.ts';
import { type Seat, seatRoutes } from '../../shared/seats/contract/seat.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { bodyOf } from '../support/route-samples.ts';
import { putDays } from '../support/seat-works.ts';
import { anchors } from './anchors.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { handlerTimes } from './handler-times.ts';
import { percentile } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

/** Of each operation. Rex allows a person 100 requests a minute, so each operation is asked for by another one. */
const RUNS = 40;
const DAYS = 120;

/** How long the functions of the seats take for everything that they answer, and how soon others are told. */
export async function benchCouncil(progress: Progress): Promise<Table[]> {
  return withBenchHome(async (start) => {
    const rex = await start();
    await prepareWorkspace(rex.local.connection, WORKSPACE);
    const tables = await openLocalTables(rex.awsEndpoint);
    const counts = Array.from({ length: DAYS }, (_, n) => ({
      sent: 400,
      delivered: 390,
      replied: 10 + ((n * 7) % 13),
    }));
    await putDays({ now: async () => new Date() }, tables, WORKSPACE, counts);
    tables.close();
    const rows: string[][] = [];
    for (const seat of SEATS) {
      progress(`the ${seat.title}`);
      rows.push(await rowOf(rex, seat));
    }
    return [
      anchors(),
      {
        title: 'Council (milliseconds)',
        columns: ['seat', 'operations', 'left out', 'handler p50', 'p95', 'p99', 'told p50', 'p95'],
        rows,
        notes: [
          `Every operation ${RUNS} times, one after another, on a local Rex; the handler is what Lambda reports as the duration of`,
          'the function, over all operations of the seat. Aim: p99 below 100. Left out are acts that the workspace has nothing',
          'for, which are refused. Told: from the answer of an act to its event at a client of the WebSocket. Aim: 50.',
        ],
      },
    ];
  });
}

async function rowOf(rex: BenchRex, seat: Seat): Promise<string[]> {
  const routes = Object.values(seatRoutes(seat));
  const ids = new Map<string, string>();
  const ask = (route: RouteContract, token: string) => send(rex, route, token, ids);
  let leftOut = 0;
  const acts = routes.filter(({ method }) => method === 'POST');
  for (const route of [...acts, ...routes.filter(({ method }) => method === 'GET')]) {
    const token = await tokenFor(rex, route.operationId);
    const first = await ask(route, token);
    if (!first.ok) {
      leftOut += 1;
      continue;
    }
    const { id } = JSON.parse(first.text);
    if (typeof id === 'string') ids.set(id.split('_')[0] ?? '', id);
    for (let n = 1; n < RUNS; n++) await ask(route, token);
  }
  await rex.idle();
  const times = await handlerTimes(rex.home, `http-${seat.name}`);
  const told = await toldTimes(rex, seat, acts, ids);
  const of = (all: readonly number[], share: number): string =>
    all.length === 0 ? '–' : percentile(all, share).toFixed(1);
  return [
    seat.title,
    String(routes.length),
    String(leftOut),
    of(times, 0.5),
    of(times, 0.95),
    of(times, 0.99),
    of(told, 0.5),
    of(told, 0.95),
  ];
}

/** From the answer of an act to its event at a client that listens on the seat's channel. */
async function toldTimes(
  rex: BenchRex,
  seat: Seat,
  acts: readonly RouteContract[],
  ids: ReadonlyMap<string, string>,
): Promise<number[]> {
  const { wsUrl } = rex.local.info;
  const socket = new WebSocket(`${wsUrl}?token=${await tokenFor(rex, 'listener')}`);
  const heardAt = new Map<string, number>();
  socket.on('message', (data) => {
    const { event } = JSON.parse(String(data));
    if (event?.aggregate) heardAt.set(event.aggregate.id, performance.now());
  });
  await once(socket, 'open');
  const subscribed = once(socket, 'message');
  socket.send(JSON.stringify({ type: 'subscribe', channels: [seat.name] }));
  await subscribed;
  const times: number[] = [];
  const token = await tokenFor(rex, `teller-${seat.name}`);
  const act = acts.find(({ path }) => !path.includes('{'));
  for (let n = 0; act && n < RUNS; n++) {
    const { ok, text } = await send(rex, act, token, ids);
    if (!ok) break;
    const answered = performance.now();
    const { id } = JSON.parse(text);
    for (let waited = 0; !heardAt.has(id) && waited < 500; waited += 1)
      await new Promise((resolve) => setTimeout(resolve, 1));
    times.push(Math.max(0, (heardAt.get(id) ?? Number.POSITIVE_INFINITY) - answered));
  }
  socket.close();
  return times;
}

async function send(
  { local }: BenchRex,
  route: RouteContract,
  token: string,
  ids: ReadonlyMap<string, string>,
): Promise<{ ok: boolean; text: string }> {
  const path = route.path.replace(/\{[^}]+\}/, () => [...ids.values()].at(-1) ?? 'none');
  const response = await fetch(local.info.url + path, {
    method: route.method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(route.method === 'POST' ? { body: JSON.stringify(bodyOf(route)) } : {}),
  });
  return { ok: response.ok, text: await response.text() };
}

async function tokenFor({ local }: BenchRex, sub: string): Promise<string> {
  const body = JSON.stringify({ workspace: WORKSPACE, role: 'owner', sub });
  const answer = await fetch(`${local.info.url}/_local/token`, { method: 'POST', body });
  return JSON.parse(await answer.text()).token;
}
