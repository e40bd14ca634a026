import { randomUUID } from 'node:crypto';
import { copyFile, mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { utcDay } from '../../../shared/kernel/clock.ts';
import { CliError } from '../cli-error.ts';
import type { LocalRex } from '../local/local-rex.ts';
import type { DemoState } from './demo-state.ts';
import { makeDemoFiles } from './make-files.ts';

/** What was asked for on the command line. */
export interface DemoWishes {
  readonly leads?: string | undefined;
  readonly orders?: string | undefined;
  readonly asOf?: string | undefined;
  readonly people?: string | undefined;
  readonly seed?: number | undefined;
  readonly count?: number | undefined;
  readonly workspace: string;
}

export const DEFAULT_COUNT = 2_000;
export const DEFAULT_SEED = 1;

/** Whether a demo that was begun is the one that is asked for now. What is not named does not matter. */
export function isSameDemo({ inputs }: DemoState, wishes: DemoWishes): boolean {
  const { leads, orders, asOf, seed, count, workspace } = wishes;
  return (
    (leads === undefined ? true : inputs.leads === resolve(leads)) &&
    (orders === undefined ? true : inputs.orders === resolve(orders)) &&
    (asOf === undefined || inputs.asOf === asOf) &&
    (seed === undefined || inputs.seed === seed) &&
    (count === undefined || inputs.count === count) &&
    inputs.workspace === workspace
  );
}

/** Keeps a copy of the profile, so that a demo that goes on later has the same recipients. */
export async function keepPeople(folder: string, people: string | undefined): Promise<string | undefined> {
  if (people === undefined) return undefined;
  await mkdir(folder, { recursive: true });
  const copy = join(folder, 'people.json');
  await copyFile(people, copy).catch((cause: unknown) => {
    throw new CliError('FILE_UNREADABLE', `${people} cannot be read.`, { cause });
  });
  return copy;
}

/** The state of a new demo. Makes leads and orders when none are named. */
export async function beginDemo(
  folder: string,
  wishes: DemoWishes & { readonly peopleCopy: string | undefined },
  rex: LocalRex,
): Promise<DemoState> {
  const { leads, orders, seed = DEFAULT_SEED, count = DEFAULT_COUNT, workspace } = wishes;
  const asOf = wishes.asOf ?? utcDay(await rex.now());
  const common = { asOf, seed, count, people: wishes.peopleCopy, workspace };
  return {
    inputs:
      leads !== undefined && orders !== undefined
        ? { ...common, made: false, leads: resolve(leads), orders: resolve(orders) }
        : { ...common, made: true, ...(await makeFiles(folder, { count, seed, asOf })) },
    idempotencyKey: randomUUID(),
    usageBefore: (await rex.usage()).services,
    spentMs: 0,
    imports: {},
  };
}

async function makeFiles(
  folder: string,
  options: { count: number; seed: number; asOf: string },
): Promise<{ leads: string; orders: string }> {
  const files = makeDemoFiles(options);
  const paths = { leads: join(folder, 'leads.csv'), orders: join(folder, 'orders.csv') };
  await mkdir(folder, { recursive: true });
  await Promise.all([writeFile(paths.leads, files.leads), writeFile(paths.orders, files.orders)]);
  return paths;
}
