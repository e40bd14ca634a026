import { once } from 'node:events';
import { WebSocket } from 'ws';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { HOUR } from '../../shared/kernel/clock.ts';
import type { RouteContract } from '../../shared/kernel/contract/route.ts';
import { SEATS } from '../../shared/lords/registry.ts';
import { memberStores } from '../../shared/members/adapters/stores.ts';
import { withMembers } from '../../shared/members/domain/membership.ts';
import { type Seat, seatRoutes } from '../../shared/seats/contract/seat.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { oneOfEachSeat, putDays } from '../support/seat-works.ts';
import { anchors } from './anchors.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { type Answered, type Furnished, requestOf } from './council-requests.ts';
import { handlerTimes } from './handler-times.ts';
import { percentile } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';

/** Of each operation. Rex allows a person 100 requests a minute, so each operation is asked for by another one. */
const RUNS = 40;
const DAYS = 120;
/** So many hours are behind the functions when the Architect is asked about them. */
const HOURS = 12;
const AIM_MS = 100;
const MEMBER = 'ann';

/** How long the functions of the seats take for everything that they answer, and how soon others are told. */
export async function benchCouncil(progress: Progress): Promise<Table[]> {
  return withBenchHome(async (start) => {
    const bench = new CouncilBench(await start());
    progress('a workspace with something for every operation');
    const of = await bench.furnish();
    for (const seat of SEATS) {
      progress(`the ${seat.title}`);
      for (const route of routesOf(seat)) await bench.measure(route, of);
    }
    const measured = await bench.measured();
    return [anchors(), bySeat(measured), byOperation(measured)];
  });
}

/** Acts first: what they make is what the lists are full of. */
const routesOf = (seat: Seat): RouteContract[] =>
  Object.values(seatRoutes(seat)).toSorted((a, b) =>
    a.method < b.method ? 1 : a.method > b.method ? -1 : 0,
  );

interface Measured {
  readonly seat: Seat;
  readonly operation: string;
  /** Milliseconds of the handler, as Lambda reports them. */
  readonly times: readonly number[];
  /** Milliseconds from the answer to the event at a client of the WebSocket; of acts only. */
  readonly told: readonly number[];
}

const COLUMNS = ['handler p50', 'p95', 'p99', 'told p50', 'p95'];
const figuresOf = (all: readonly Pick<Measured, 'times' | 'told'>[]): string[] => {
  const [times, told] = [all.flatMap((each) => each.times), all.flatMap((each) => each.told)];
  const of = (these: readonly number[], share: number): string =>
    these.length === 0 ? '–' : percentile(these, share).toFixed(1);
  return [of(times, 0.5), of(times, 0.95), of(times, 0.99), of(told, 0.5), of(told, 0.95)];
};

function bySeat(measured: readonly Measured[]): Table {
  const row = (title: string, all: readonly Measured[]): string[] => {
    const times = all.flatMap((each) => each.times);
    const within = times.filter((each) => each < AIM_MS).length / times.length;
    return [title, String(all.length), ...figuresOf(all), `${(within * 100).toFixed(2)} %`];
  };
  return {
    title: 'Council (milliseconds)',
    columns: ['seat', 'operations', ...COLUMNS, `below ${AIM_MS}`],
    rows: [
      ...SEATS.map((seat) =>
        row(
          seat.title,
          measured.filter((each) => each.seat === seat),
        ),
      ),
      row('all', measured),
    ],
    notes: [
      `Every operation ${RUNS} times, one after another, by somebody who has signed in, on a local Rex; the handler is what Lambda reports as the duration of`,
      `the function. Aim: 99 % below ${AIM_MS}. Told: from the answer of an act to its event at a client of the WebSocket. Aim: 50.`,
    ],
  };
}

const byOperation = (measured: readonly Measured[]): Table => ({
  title: 'Council, by operation (milliseconds)',
  columns: ['seat', 'operation', ...COLUMNS],
  rows: measured
    .toSorted((a, b) => percentile(b.times, 0.99) - percentile(a.times, 0.99))
    .map((each) => [each.seat.title, each.operation, ...figuresOf([each])]),
  notes: [
    `Of ${RUNS} times the p99 is the longest. Progress is reported on the largest plan that is taken, 100 activities of a year`,
    'each, of which ten are over or begun; orders are looked for among 20 activities.',
  ],
});

class CouncilBench {
  private readonly rex: BenchRex;
  private readonly tokens = new Map<string, string>();
  /** What was asked of the function of each seat, in its order; undefined: it is not measured. */
  private readonly asked = new Map<string, (string | undefined)[]>();
  private readonly told = new Map<string, number[]>();
  private readonly heardAt = new Map<string, number>();
  private listener: WebSocket | undefined;

  constructor(rex: BenchRex) {
    this.rex = rex;
  }

  /** @throws Error where the workspace has nothing for the operation */
  async measure(route: RouteContract, of: Furnished): Promise<void> {
    const { operationId, method } = route;
    const told: number[] = [];
    // A person's first request is their sign-in, which is recorded and told: no part of the operation.
    await this.send('GET', '/api/rex/settings', undefined, operationId);
    await this.rex.idle();
    for (let n = 0; n < RUNS; n++) {
      const { ids = {}, body, by = operationId } = await requestOf(route, of, n);
      const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => ids[name] ?? '');
      this.heardAt.clear();
      const { id } = await this.send(method, path, body, by, operationId);
      const answered = performance.now();
      if (method === 'POST') told.push(Math.max(0, (await this.heard(id)) - answered));
    }
    this.told.set(operationId, told);
  }

  async measured(): Promise<Measured[]> {
    this.listener?.close();
    await this.rex.idle();
    const all = await Promise.all(
      SEATS.map(async (seat) => {
        const asked = this.asked.get(seat.name) ?? [];
        const times = await handlerTimes(this.rex.home, `http-${seat.name}`);
        if (times.length !== asked.length)
          throw new Error(
            `The ${seat.title} was asked ${asked.length} times, and ran ${times.length} times.`,
          );
        return routesOf(seat).map(({ operationId: operation }) => ({
          seat,
          operation,
          times: times.filter((_, n) => asked[n] === operation),
          told: this.told.get(operation) ?? [],
        }));
      }),
    );
    return all.flat();
  }

  /** What each operation needs, and a client who is told everything. */
  async furnish(): Promise<Furnished> {
    const { local, awsEndpoint } = this.rex;
    await prepareWorkspace(local.connection, WORKSPACE);
    const settings = await this.send('GET', '/api/rex/settings');
    const quality = { brand: { words: [{ avoid: 'cheap', instead: 'good value' }] } };
    await this.send('PUT', '/api/rex/settings', { ...settings, quality });
    for (let hour = 0; hour < HOURS; hour++) await local.advance(HOUR);
    // Those that were handed out before have expired.
    this.tokens.clear();
    const tables = await openLocalTables(awsEndpoint);
    const counts = Array.from({ length: DAYS }, (_, n) => ({
      sent: 400,
      delivered: 390,
      replied: 10 + ((n * 7) % 13),
    }));
    const now = await local.now();
    await putDays({ now: async () => now }, tables, WORKSPACE, counts);
    const { memberships } = memberStores(tables);
    const member = {
      workspace: WORKSPACE,
      version: 1,
      subject: MEMBER,
      role: 'owner',
      state: 'active',
      from: 'member',
      since: now.toISOString(),
    } as const;
    await memberships.save(withMembers(await memberships.team(WORKSPACE), [member]), []);
    const world = { id: WORKSPACE, call: this.call };
    const works = await oneOfEachSeat({ now: async () => now }, world, tables);
    tables.close();
    await this.ask('PUT', '/api/notifications/subscription', { channels: {} }, MEMBER);
    const campaign = async (name: string) => (await this.ask('POST', '/api/campaigns', { name })).id;
    const mission = await this.ask('POST', '/api/rex/missions', { type: 'icp_extraction' });
    const gathered = await this.ask('POST', '/lords/seer/intelligence/gather', {
      type: 'competitive',
      entry: { title: 'Fees', text: 'Up.', source: 'Their page', confidence: 0.9 },
    });
    const { entries } = gathered['result'] as { entries: { id: string }[] };
    await this.listen();
    return {
      works,
      slow: await this.slowOne(),
      member: MEMBER,
      campaigns: [await campaign('Spring'), await campaign('Summer')],
      missionId: mission.id,
      entryId: entries[0]?.id ?? '',
      ask: this.ask,
    };
  }

  /** The first function in whose figures the Architect finds something to change. */
  private async slowOne(): Promise<string> {
    const { result } = await this.ask('POST', '/lords/architect/architecture/analyze', {});
    const { functions } = result as { functions: { component: string }[] };
    for (const { component } of functions) {
      const { status } = await this.call('POST', '/lords/architect/architecture/optimize', { component });
      if (status === 201) return component;
    }
    throw new Error('The figures of no function ask for a change.');
  }

  private async listen(): Promise<void> {
    const { wsUrl } = this.rex.local.info;
    const socket = new WebSocket(`${wsUrl}?token=${await this.tokenOf('listener')}`);
    this.listener = socket;
    await once(socket, 'open');
    const subscribed = once(socket, 'message');
    socket.send(JSON.stringify({ type: 'subscribe', channels: SEATS.map(({ name }) => name) }));
    await subscribed;
    socket.on('message', (data) => {
      const { event } = JSON.parse(String(data));
      const id: unknown = event?.aggregate?.id;
      if (typeof id === 'string' && !this.heardAt.has(id)) this.heardAt.set(id, performance.now());
    });
  }

  /** When the listener was told of it; never: after five seconds. */
  private async heard(id: string): Promise<number> {
    for (let waited = 0; !this.heardAt.has(id) && waited < 5_000; waited++)
      await new Promise((resolve) => setTimeout(resolve, 1));
    return this.heardAt.get(id) ?? Number.POSITIVE_INFINITY;
  }

  /** What prepares is over when it was told: its event is not taken for that of what is measured. */
  private readonly ask: Furnished['ask'] = async (method, path, body, by) => {
    const answer = await this.send(method, path, body, by);
    if (this.listener && method === 'POST' && path.startsWith('/lords/')) await this.heard(answer.id);
    return answer;
  };

  private async send(
    method: string,
    path: string,
    body?: object,
    by?: string,
    operation?: string,
  ): Promise<Answered> {
    const { status, text, json } = await this.call(method, path, body, by, operation);
    if (status >= 300) throw new Error(`${operation ?? ''} ${method} ${path} answered ${status}: ${text}`);
    return json;
  }

  private readonly call = async (
    method: string,
    path: string,
    body?: unknown,
    by?: string,
    operation?: string,
  ) => {
    const seat = /^\/lords\/(\w+)\//.exec(path)?.[1];
    const asked = this.asked.get(seat ?? '') ?? [];
    if (seat !== undefined) this.asked.set(seat, [...asked, operation]);
    // What prepares is asked by many, so that none of them asks too often.
    const sub = by ?? `prepares-${Math.floor(asked.length / 20)}`;
    const response = await fetch(this.rex.local.info.url + path, {
      method,
      headers: { authorization: `Bearer ${await this.tokenOf(sub)}`, 'content-type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return { status: response.status, text, json: JSON.parse(text === '' ? '{}' : text) as Answered };
  };

  private async tokenOf(sub: string): Promise<string> {
    const known = this.tokens.get(sub);
    if (known !== undefined) return known;
    const body = JSON.stringify({ workspace: WORKSPACE, role: 'owner', sub });
    const answer = await fetch(`${this.rex.local.info.url}/_local/token`, { method: 'POST', body });
    const { token } = JSON.parse(await answer.text());
    this.tokens.set(sub, token);
    return token;
  }
}
