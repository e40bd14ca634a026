import { execFile } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import * as z from 'zod';
import { call } from '../../console/cli/api-client.ts';
import { CliError } from '../../console/cli/cli-error.ts';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { draftingStores } from '../../shared/drafting/adapters/stores.ts';
import type { LeadDrafts } from '../../shared/drafting/domain/cohort.ts';
import { forecastRoutes } from '../../shared/forecast/contract/routes.ts';
import { mapConcurrent } from '../../shared/kernel/concurrency.ts';
import { PROVIDER_GROUPS } from '../../shared/leads/contract/provider-groups.ts';
import { missionRoutes } from '../../shared/missions/contract/routes.ts';
import { seededRandom } from '../../shared/statistics/domain/seeded-random.ts';
import { openLocalTables } from '../support/local-tables.ts';
import { type BenchRex, WORKSPACE, withBenchHome } from './bench-rex.ts';
import { handlerTimes } from './handler-times.ts';
import { watchTree } from './process-tree.ts';
import { median } from './samples.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { importFile } from './whole-mission.ts';

const SIZES = [1_000, 10_000, 100_000];
const STEPS = 6;
const COHORT = 100;
const RUNS = 3;
const IMPORTED = 40;
const ZONES = ['America/New_York', 'Europe/Berlin', 'none'];
/** Expected bounces of a verified list: the plan is played to its end, and not stopped for its list or its domain. */
const BOUNCE = 0.01;
/** As long as a real one, so that the records are as large. */
const HASH = 'h'.repeat(43);
const MADE_UP = 'bench-';

/** A mission played forward: by itself, and by the route, which reads the drafts before. */
export async function benchForecast(progress: Progress): Promise<Table[]> {
  const alone: string[][] = [];
  for (const leads of SIZES) {
    progress(`plan of ${leads} leads by itself`);
    alone.push([leads.toLocaleString('en'), ...(await playAlone(leads))]);
  }
  return [
    {
      title: 'A plan of six steps by itself, in a process of its own',
      columns: ['leads', 'messages', 'processor s', 'peak MB'],
      rows: alone,
      notes: [
        'Peak memory with Node itself and the leads that are made up, about 90 MB before the first of them.',
      ],
    },
    {
      title: 'GET /api/rex/missions/{id}/simulation on a local Rex',
      columns: [
        'leads',
        'messages',
        'handler s',
        'the first',
        'wall s',
        'processor s',
        'peak MB',
        'answer kB',
      ],
      rows: await withBenchHome(async (start) => routeRows(await start(), progress)),
      notes: [
        `Medians of ${RUNS}; "the first" is the handler's time for the first request of its size. Processor time and memory are those of the`,
        'local Rex and its database engine together. API Gateway gives up after 29 seconds.',
      ],
    },
  ];
}

const playedSchema = z.object({ messages: z.number(), cpuSeconds: z.number(), peakMb: z.number() });

async function playAlone(leads: number): Promise<string[]> {
  const runs: z.infer<typeof playedSchema>[] = [];
  for (let n = 0; n < RUNS; n++) {
    const file = fileURLToPath(new URL('forecast-play.ts', import.meta.url));
    const { stdout } = await promisify(execFile)(process.execPath, [file, String(leads)]);
    runs.push(playedSchema.parse(JSON.parse(stdout)));
  }
  const [{ messages } = { messages: 0 }] = runs;
  return [
    messages.toLocaleString('en'),
    median(runs.map(({ cpuSeconds }) => cpuSeconds)).toFixed(2),
    median(runs.map(({ peakMb }) => peakMb)).toFixed(0),
  ];
}

async function routeRows(rex: BenchRex, progress: Progress): Promise<string[][]> {
  const missionId = await waitingMission(rex);
  const rows: string[][] = [];
  let written = 0;
  for (const leads of SIZES) {
    progress(`cohorts for ${leads} leads`);
    // One less: those that were imported are in a cohort of their own, and no more than 100,000 leads are played.
    const cohorts = leads / COHORT - 1;
    await addCohorts(rex, missionId, written, cohorts);
    written = cohorts;
    await rex.idle();
    progress(`simulation of ${leads} leads`);
    const watch = watchTree(rex.local.info.pid);
    const [walls, cpus]: [number[], number[]] = [[], []];
    let answer: z.infer<typeof forecastRoutes.simulateMission.success.schema> | undefined;
    for (let n = 0; n < RUNS; n++) {
      const before = watch.look().cpuSeconds;
      const began = performance.now();
      answer = await call(rex.local.connection, forecastRoutes.simulateMission, {
        params: { id: missionId },
        query: {},
      }).catch((error: unknown) => {
        if (error instanceof CliError && error.code === 'HTTP_500') return undefined;
        throw error;
      });
      if (!answer) break;
      walls.push((performance.now() - began) / 1_000);
      cpus.push(watch.look().cpuSeconds - before);
    }
    const { peakMb } = watch.stop();
    if (!answer) {
      // What the machine did beside decides it: the processor time of the smaller ones says what it takes.
      rows.push([
        leads.toLocaleString('en'),
        'no answer within the time of the function',
        '',
        '',
        '',
        '',
        peakMb.toFixed(0),
        '',
      ]);
      continue;
    }
    const times = (await handlerTimes(rex.home, 'http-forecast')).slice(-RUNS).map((ms) => ms / 1_000);
    const messages = answer.steps.reduce((sum, { planned }) => sum + planned, 0);
    const row = [
      answer.leads.toLocaleString('en'),
      messages.toLocaleString('en'),
      median(times).toFixed(2),
      (times[0] ?? 0).toFixed(2),
      median(walls).toFixed(2),
      median(cpus).toFixed(2),
      peakMb.toFixed(0),
      (JSON.stringify(answer).length / 1_000).toFixed(0),
    ];
    progress(row.join(' | '));
    rows.push(row);
  }
  return rows;
}

/** A mission that asks for its approval, with everything of one but the number of its leads. */
async function waitingMission(rex: BenchRex): Promise<string> {
  const { connection } = rex.local;
  await prepareWorkspace(connection, WORKSPACE);
  await rex.idle();
  const asOf = new Date().toISOString().slice(0, 10);
  const { leads, orders } = makeDemoFiles({ count: IMPORTED, seed: 1, asOf });
  await importFile(rex, 'leads', leads);
  await importFile(rex, 'orders', orders);
  const { id } = await call(connection, missionRoutes.createMission, {
    body: { type: 'lead_reactivation', name: 'Forecast', params: { asOf, steps: STEPS } },
  });
  for (;;) {
    await rex.idle();
    const view = await call(connection, missionRoutes.getMission, { params: { id } });
    if (view.approvalId !== null) return id;
    if (view.state === 'FAILED' || view.state === 'COMPLETED')
      throw new Error(`The mission is ${view.state}.`);
    await delay(200);
  }
}

/** Cohorts and drafts as drafting leaves them, of leads that are nowhere else: a plan reads nothing more of them. */
async function addCohorts(rex: BenchRex, missionId: string, from: number, to: number): Promise<void> {
  const tables = await openLocalTables(rex.awsEndpoint);
  const { cohorts } = draftingStores(tables);
  const random = seededRandom(from);
  // They go out one after another: those of the mission itself before.
  const own = (await cohorts.list(WORKSPACE, missionId)).filter(({ id }) => !id.startsWith(MADE_UP));
  if (from === 0) for (const [order, each] of own.entries()) await cohorts.save({ ...each, order });
  const places = Array.from({ length: to - from }, (_, n) => own.length + from + n);
  await mapConcurrent(places, 8, async (order) => {
    const id = `${MADE_UP}${String(order).padStart(5, '0')}`;
    const leads = Array.from(
      { length: COHORT },
      (_, n): LeadDrafts => ({
        leadId: `l_${String(order * COHORT + n).padStart(20, '0')}`,
        variant: n % 2 === 0 ? 'A' : 'B',
        risk: {
          bounce: random() * BOUNCE,
          complaint: random() * 0.00005,
          provider: PROVIDER_GROUPS[Math.floor(random() * PROVIDER_GROUPS.length)] ?? 'other',
        },
        messages: new Array<string>(STEPS).fill(HASH),
      }),
    );
    await cohorts.putDrafts(WORKSPACE, missionId, { cohort: id, version: 1, leads });
    await cohorts.create({
      workspace: WORKSPACE,
      missionId,
      id,
      version: 1,
      timeZone: ZONES[order % ZONES.length] ?? 'none',
      size: COHORT,
      order,
      state: 'drafted',
      epoch: 0,
      counts: {},
      lostContacts: {},
      blocked: {},
    });
  });
  tables.close();
}
