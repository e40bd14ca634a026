import { cpus, loadavg } from 'node:os';
import { parseArgs } from 'node:util';
import { benchAgainst } from './against.ts';
import { benchBundles } from './bundles.ts';
import { benchCouncil } from './council.ts';
import { benchCoverage } from './coverage.ts';
import { benchDecisions } from './decisions.ts';
import { benchForecast } from './forecast.ts';
import { benchHandlers } from './handlers.ts';
import { benchIcp } from './icp.ts';
import { benchIdle } from './idle-table.ts';
import { benchImports } from './imports.ts';
import { benchKnowledge } from './knowledge.ts';
import { benchLarge } from './large.ts';
import { benchLookAlikes } from './look-alikes.ts';
import { benchMail } from './mail.ts';
import { benchMissions } from './missions.ts';
import { benchMutation } from './mutation.ts';
import { benchPause } from './pause.ts';
import { benchPeers } from './peers.ts';
import { benchPii } from './pii.ts';
import { benchPlanning } from './planning.ts';
import { benchScoring } from './scoring.ts';
import type { Section } from './section.ts';
import { benchSeries } from './series.ts';
import { benchStart } from './start.ts';
import { formatTable, type Table } from './table.ts';
import { benchTasks } from './tasks.ts';
import { benchWeb } from './web.ts';

const SECTIONS: readonly Section[] = [
  { name: 'scoring', run: async () => benchScoring(values.lifetimes) },
  { name: 'decisions', run: benchDecisions },
  { name: 'pii', run: async () => benchPii() },
  { name: 'mail', run: benchMail },
  { name: 'icp', run: async () => benchIcp() },
  { name: 'lookalikes', run: async () => benchLookAlikes() },
  { name: 'bundles', run: benchBundles },
  { name: 'start', run: benchStart },
  { name: 'handlers', run: benchHandlers },
  { name: 'pause', run: benchPause },
  { name: 'missions', run: benchMissions },
  { name: 'forecast', byNameOnly: true, run: benchForecast },
  {
    name: 'imports',
    byNameOnly: true,
    run: (progress) => benchImports(progress, values.rows.split(',').map(Number)),
  },
  { name: 'large', byNameOnly: true, run: (progress) => benchLarge(progress, Number(values.leads)) },
  { name: 'peers', byNameOnly: true, run: (progress) => benchPeers(progress, values) },
  { name: 'tasks', run: benchTasks },
  { name: 'knowledge', run: benchKnowledge },
  { name: 'planning', run: benchPlanning },
  { name: 'series', run: benchSeries },
  { name: 'council', run: benchCouncil },
  { name: 'web', byNameOnly: true, run: (progress) => benchWeb(progress, values.beside) },
  { name: 'idle', run: benchIdle },
  { name: 'coverage', run: async (progress) => benchCoverage(progress) },
  { name: 'mutation', byNameOnly: true, run: async (progress) => benchMutation(progress, values.folder) },
];

interface Result {
  readonly section: string;
  /** Processes that wanted a processor in the last minute, before and after: what else ran shows here. */
  readonly load: readonly [before: number, after: number];
  readonly tables: readonly Table[];
}

const { values } = parseArgs({
  options: {
    only: { type: 'string' },
    folder: { type: 'string' },
    rows: { type: 'string', default: '100000,300000,1000000' },
    leads: { type: 'string', default: '1000000' },
    lifetimes: { type: 'string' },
    listmonk: { type: 'string' },
    database: { type: 'string' },
    against: { type: 'string' },
    pairs: { type: 'string', default: '3' },
    beside: { type: 'string', multiple: true, default: [] },
    json: { type: 'boolean', default: false },
  },
});
const sections = values.against === undefined ? SECTIONS : [comparison(values.against)];
const chosen = sections.filter(
  ({ name, byNameOnly = false }) =>
    values.against !== undefined || (values.only === undefined ? !byNameOnly : name === values.only),
);
if (chosen.length === 0) {
  console.error(`There is no section "${values.only}": ${SECTIONS.map(({ name }) => name).join(', ')}.`);
  process.exit(2);
}

if (values.folder !== undefined && values.only !== 'mutation') {
  console.error('--folder chooses what --only mutation works on: say both.');
  process.exit(2);
}

const machine = `${cpus().length} x ${cpus()[0]?.model ?? 'unknown processor'}, Node ${process.version}`;
const results: Result[] = [];
for (const section of chosen) {
  const result = await runSection(section);
  results.push(result);
  if (!values.json) console.log(`${result.tables.map(formatTable).join('\n\n')}\n${loadLine(result)}\n`);
}
if (values.json)
  console.log(JSON.stringify({ at: new Date().toISOString(), machine, results }, undefined, 2));
else console.log(machine);

/** With `--only`, one of its jobs. */
function comparison(commit: string): Section {
  const pairs = Number(values.pairs);
  return { name: 'against', run: (progress) => benchAgainst({ commit, pairs, job: values.only, progress }) };
}

async function runSection({ name, run }: Section): Promise<Result> {
  const progress = (line: string): void => console.error(`${name}: ${line}`);
  progress('begins');
  const before = load();
  const tables = await run(progress);
  return { section: name, load: [before, load()], tables };
}

function load(): number {
  return Number((loadavg()[0] ?? 0).toFixed(2));
}

function loadLine({ load: [before, after] }: Result): string {
  return `Load average: ${before} before, ${after} after.`;
}
