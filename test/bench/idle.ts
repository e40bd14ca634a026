import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import * as z from 'zod';
import { prepareWorkspace } from '../../console/cli/demo/prepare-workspace.ts';
import { type BenchRex, WORKSPACE } from './bench-rex.ts';
import { beyondSes } from './mission-tables.ts';
import { between, type Usage } from './whole-mission.ts';

/** What a Rex with one workspace and nothing to do uses. */
export interface IdleUsage {
  readonly sweepUsd: number;
  readonly sweep: Usage;
  readonly hourlyUsd: number;
  /** Resources of the stacks that have a price by the month, by type. */
  readonly resources: ReadonlyMap<string, number>;
  /** Queues that a function polls. */
  readonly polledQueues: number;
}

/** The dead letters are collected at every fifth of them. */
const SWEEPS = 15;
const HOURS = 5;
const MINUTE_MS = 60_000;
const SWEEP_MS = MINUTE_MS;
const HOUR_MS = 60 * MINUTE_MS;
/** The meter is saved, and its polls counted, once a second. */
const METER_MS = 1_500;

const templateSchema = z.looseObject({
  Resources: z.record(
    z.string(),
    z.looseObject({ Type: z.string(), Properties: z.record(z.string(), z.unknown()).default({}) }),
  ),
});

export async function readIdleUsage(rex: BenchRex): Promise<IdleUsage> {
  await prepareWorkspace(rex.local.connection, WORKSPACE);
  // Past the next full hour, so that the hourly schedule has run and every function is warm.
  await rex.local.advance(HOUR_MS);
  const sweep = await usageOf(rex, async () => {
    for (let n = 0; n < SWEEPS; n++) await rex.local.advance(SWEEP_MS);
  });
  // A jump runs each periodic schedule once, whatever its length: an hour is one sweep with the dead letters, and
  // each of the hourly schedules once.
  const hours = await usageOf(rex, async () => {
    for (let n = 0; n < HOURS; n++) await rex.local.advance(HOUR_MS);
  });
  const sweepUsd = beyondSes(sweep) / SWEEPS;
  const resources = readResources(rex.home);
  return {
    sweepUsd,
    sweep: perRun(sweep, SWEEPS),
    hourlyUsd: Math.max(0, beyondSes(hours) / HOURS - sweepUsd),
    resources: new Map(
      [...Map.groupBy(resources, ({ Type }) => Type)].map(([type, all]) => [type, all.length]),
    ),
    polledQueues: resources.filter(isQueueMapping).length,
  };
}

async function usageOf(rex: BenchRex, work: () => Promise<void>): Promise<Usage> {
  await rex.idle();
  const before = (await rex.local.usage()).services;
  await work();
  await rex.idle();
  await delay(METER_MS);
  return between(before, (await rex.local.usage()).services);
}

const perRun = (usage: Usage, runs: number): Usage =>
  Object.fromEntries(
    Object.entries(usage).map(([service, counts]) => [
      service,
      Object.fromEntries(Object.entries(counts).map(([unit, count]) => [unit, count / runs])),
    ]),
  );

type Resource = z.infer<typeof templateSchema>['Resources'][string];

/** The folder of the stacks is named by where they may deliver webhooks. */
function readResources(home: string): Resource[] {
  const files = globSync('build/stacks*/*.template.json', { cwd: home });
  if (files.length === 0) throw new Error(`There is no template in ${home}.`);
  return files.flatMap((file) =>
    Object.values(templateSchema.parse(JSON.parse(readFileSync(join(home, file), 'utf8'))).Resources),
  );
}

/** Mappings of streams are polled for nothing. */
const isQueueMapping = ({ Type, Properties }: Resource): boolean =>
  Type === 'AWS::Lambda::EventSourceMapping' && !('StartingPosition' in Properties);
