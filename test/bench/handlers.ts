import { call } from '../../console/cli/api-client.ts';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { systemRoutes } from '../../shared/operations/contract/system-routes.ts';
import { failing, type OpenAiServer, startOpenAiServer } from '../support/openai-server.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { timeFeedback } from './feedback.ts';
import { handlerTimes } from './handler-times.ts';
import { percentile, timesMs } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { unsubscribeLinks } from './unsubscribe-links.ts';
import { LLM_WEBHOOK_SECRET, prepareWebhooks } from './webhooks.ts';
import { runWholeMission } from './whole-mission.ts';

/** Rex allows a user 100 requests a minute, so each kind of request is made by a user of its own. */
const RUNS = 80;
const WARM_UPS = 10;
const LEADS = 400;

interface Request {
  readonly method: 'GET' | 'POST';
  readonly path: string;
  readonly body?: string;
  readonly contentType?: string;
  readonly token?: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** How long a caller of the local Rex waits, and how long the consumer of SES events takes. */
export async function benchHandlers(progress: Progress): Promise<Table[]> {
  // It writes nothing, so that the mission before takes its templates; that it is asked is what counts.
  const model = await startOpenAiServer(failing(500));
  Object.assign(process.env, {
    REX_OPENAI: 'on',
    OPENAI_API_KEY: 'sk-bench',
    OPENAI_BASE_URL: model.url,
    OPENAI_WEBHOOK_SECRET: LLM_WEBHOOK_SECRET,
  });
  return withBenchHome(async (start) => {
    const rex = await start();
    await prepareWorkspace(rex.local.connection, WORKSPACE);
    const asOf = new Date().toISOString().slice(0, 10);
    const files = makeDemoFiles({ count: LEADS, seed: 1, asOf });
    progress('a small mission, to have something to ask about');
    await runWholeMission(rex, { name: 'Bench', ...files, asOf, steps: 1 });
    progress('round trips');
    const routes = await routeRows(rex, model);
    progress('events of SES');
    return [
      {
        title: 'Handlers (milliseconds)',
        columns: ['what', 'round trip', 'p95', 'handler', 'p95', 'aim'],
        rows: [
          ...routes,
          ...(await timeFeedback(rex)).map(({ what, times, aim }) => [
            what,
            '',
            '',
            ...middleAndTail(times),
            aim,
          ]),
        ],
        notes: [
          `Medians and 95th percentiles of ${RUNS} requests over HTTP on the local Rex. A round trip is gateway, authorizer,`,
          'Lambda worker and database; the handler is what Lambda reports as the duration of the function. The aim is for',
          'the p95 of the handler: those requests begin when nothing else runs, as every function has a processor of its',
          'own on AWS; the others come one right after another, beside what the ones before have set off. Consumer of SES',
          'events: its bundle, called in this process, on the database of that Rex.',
        ],
      },
    ];
  }).finally(() => model.stop());
}

async function routeRows(rex: BenchRex, model: OpenAiServer): Promise<string[][]> {
  const webhooks = await prepareWebhooks(rex, model);
  // Nothing that is created here runs, but for the decision that it has to wait.
  await call(rex.local.connection, systemRoutes.pause, {});
  const created: string[] = [];
  const rows: string[][] = [];
  const body = JSON.stringify({ type: 'lead_reactivation' });
  const add = async (
    what: string,
    { by, aim = '' }: { by: string; aim?: string },
    request: (n: number) => Omit<Request, 'token'>,
  ) => {
    const token = await tokenFor(rex, `bench-${rows.length}`);
    const before = aim === '' ? async () => {} : rex.idle;
    const times = await timesMs({ runs: RUNS, warmUps: WARM_UPS, before }, async (n) => {
      const text = await send(rex, { ...request(n), token });
      if (what === 'create a mission') created.push(JSON.parse(text).id);
    });
    await rex.idle();
    const handler = (await handlerTimes(rex.home, by)).slice(-RUNS);
    rows.push([what, ...middleAndTail(times), ...middleAndTail(handler), aim]);
  };
  const create = () => ({ method: 'POST', path: '/api/rex/missions', body }) as const;
  await add('create a mission', { by: 'http-missions', aim: '< 50' }, create);
  await add('create one after another', { by: 'http-missions' }, create);
  await add('status of a mission', { by: 'http-missions', aim: '< 30' }, () => ({
    method: 'GET',
    path: `/api/rex/missions/${created[0]}`,
  }));
  await add('list missions', { by: 'http-missions' }, () => ({
    method: 'GET',
    path: '/api/rex/missions?limit=20',
  }));
  await add('status of the system', { by: 'http-system' }, () => ({
    method: 'GET',
    path: '/api/rex/status',
  }));
  await add('settings', { by: 'http-system' }, () => ({ method: 'GET', path: '/api/rex/settings' }));
  await add('analytics', { by: 'http-analytics' }, () => ({ method: 'GET', path: '/api/rex/analytics' }));
  await add('decisions', { by: 'http-decisions' }, () => ({
    method: 'GET',
    path: '/api/rex/decisions?limit=20',
  }));
  const text = JSON.stringify({ text: 'list missions' });
  await add('a sentence (POST /rex/command)', { by: 'http-commands' }, () => ({
    method: 'POST',
    path: '/rex/command',
    body: text,
  }));
  for (const { what, by, request } of webhooks) await add(what, { by, aim: '< 100' }, request);
  const links = await unsubscribeLinks(rex.home, RUNS + WARM_UPS);
  await add('one-click unsubscribe', { by: 'http-public', aim: '< 100' }, (n) => ({
    method: 'POST',
    path: links[n] ?? '',
    body: 'List-Unsubscribe=One-Click',
    contentType: 'application/x-www-form-urlencoded',
  }));
  return rows;
}

async function tokenFor({ local }: BenchRex, sub: string): Promise<string> {
  const body = JSON.stringify({ workspace: WORKSPACE, role: 'owner', sub });
  const answer = await fetch(`${local.info.url}/_local/token`, { method: 'POST', body });
  return JSON.parse(await answer.text()).token;
}

/** @throws when the answer is not a success: a refusal is quick and would flatter the figure. */
async function send({ local }: BenchRex, request: Request): Promise<string> {
  const { method, path, body, contentType = 'application/json', token, headers } = request;
  const response = await fetch(local.info.url + path, {
    method,
    headers: {
      ...(token === undefined ? {} : { authorization: `Bearer ${token}` }),
      ...(body === undefined ? {} : { 'content-type': contentType }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${method} ${path} answered ${response.status}: ${text.slice(0, 200)}`);
  return text;
}

const middleAndTail = (times: readonly number[]): string[] => [
  percentile(times, 0.5).toFixed(1),
  percentile(times, 0.95).toFixed(1),
];
