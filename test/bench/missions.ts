import { existsSync, readFileSync } from 'node:fs';
import { makeDemoFiles } from '../../console/cli/demo/make-files.ts';
import { withBenchHome } from './bench-rex.ts';
import { costByService, costTable, growthExponent, timeTable } from './mission-tables.ts';
import type { Progress } from './section.ts';
import type { Table } from './table.ts';
import { type MissionFigures, type MissionInput, runWholeMission } from './whole-mission.ts';

const MADE_UP = [500, 1_000, 5_000];
const SEED = 1;
const ALL_STEPS = 6;
const DATA = new URL('../../../shared/data/leads/', import.meta.url);
const REAL_AS_OF = '1997-09-30';

/** Whole missions from the files to the report: how long they take, how that grows, and what AWS would charge. */
export async function benchMissions(progress: Progress): Promise<Table[]> {
  const asOf = new Date().toISOString().slice(0, 10);
  const madeUp: MissionFigures[] = [];
  for (const count of MADE_UP) {
    const files = makeDemoFiles({ count, seed: SEED, asOf });
    madeUp.push(await measure({ name: `${count} made up`, ...files, asOf, steps: ALL_STEPS }, progress));
  }
  const real = realFiles();
  const realRuns: MissionFigures[] = [];
  for (const steps of real ? [ALL_STEPS, 1] : []) {
    const name = steps === 1 ? 'CDNOW leads, one e-mail each' : 'CDNOW leads';
    if (real) realRuns.push(await measure({ name, ...real, asOf: REAL_AS_OF, steps }, progress));
  }
  const all = [...madeUp, ...realRuns];
  const single = realRuns.at(-1);
  return [
    timeTable(all, { exponent: growthExponent(madeUp), realLeadsAreThere: real !== undefined }),
    costTable(all),
    ...(single ? [costByService(single)] : []),
  ];
}

async function measure(input: MissionInput, progress: Progress): Promise<MissionFigures> {
  const figures = await withBenchHome(async (start) => runWholeMission(await start(), input));
  const seconds = figures.importSeconds + figures.missionSeconds;
  progress(`${input.name}: ${figures.emails} e-mails in ${seconds.toFixed(1)} s`);
  return figures;
}

function realFiles(): { leads: string; orders: string } | undefined {
  if (!existsSync(DATA)) return undefined;
  const read = (file: string): string => readFileSync(new URL(file, DATA), 'utf8');
  return { leads: read('leads.csv'), orders: read('orders.csv') };
}
