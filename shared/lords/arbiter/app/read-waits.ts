import type { Holder, Pool } from '../../../domains/domain/pool.ts';
import { isHeld } from '../../../domains/domain/pool.ts';
import { HOUR } from '../../../kernel/clock.ts';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { Analysis, DisputeOf } from '../contract/schemas.ts';
import type { ArbiterDeps } from './deps.ts';

export type Waiting = DisputeOf<'order'>['waits'][number];

/** So many of the newest events of a mission are looked through for when it came to where it is. */
const EVENTS = 50;
const WIDTH = 5;

/** What a mission may wait for that another one may hold, by the name that it has in `waitingOn`. */
const CONTENDED = /^(crew|quota|domain)(:|$)/;

/** Queued missions that wait for a resource, by its name. */
export async function waitingByResource(
  { missions }: Pick<ArbiterDeps, 'missions'>,
  workspace: string,
): Promise<ReadonlyMap<string, Mission[]>> {
  return byResource(await missions.inState(workspace, 'QUEUED'));
}

/** Those that wait for a resource, by its name. */
export const byResource = (queued: readonly Mission[]): ReadonlyMap<string, Mission[]> =>
  Map.groupBy(
    queued.filter(({ waitingOn = '' }) => CONTENDED.test(waitingOn)),
    ({ waitingOn = '' }) => waitingOn,
  );

/** Since when each waits: since it came to the queue. */
export const waitsOf = (
  deps: Pick<ArbiterDeps, 'missions'>,
  waiting: readonly Mission[],
): Promise<Waiting[]> =>
  mapConcurrent(waiting, WIDTH, async (mission) => {
    const { id, workspace, priority, createdAt, deadline } = mission;
    const since = (await reachedAt(deps, workspace, id, 'QUEUED')) ?? createdAt;
    return { id, priority, createdAt, since, ...(deadline !== undefined && { deadline }) };
  });

/** Who holds a resource now, and since when. */
export async function holdersOf(
  deps: Pick<ArbiterDeps, 'missions'>,
  pool: Pool,
  resource: string,
  now: Date,
): Promise<Analysis['holders']> {
  return mapConcurrent(heldBy(pool, resource, now), WIDTH, async ({ of, holder: { missionId, until } }) => ({
    resource: of,
    holder: missionId,
    since: (await reachedAt(deps, pool.workspace, missionId, 'ASSIGNED')) ?? null,
    until,
  }));
}

/** Places of a resource, as `waitingOn` names it, that are held now. */
export function heldBy(
  pool: Pool,
  resource: string,
  now: Date,
): { readonly of: string; readonly holder: Holder }[] {
  const [kind, names = ''] = resource.split(':');
  const owners = {
    crew: pool.crews
      .filter(({ id }) => names.split(',').includes(id))
      .map(({ id, holders }) => ({ of: `crew ${id}`, holders })),
    quota: pool.quotas
      .filter(({ provider }) => provider === names)
      .map(({ provider, holders }) => ({ of: `the ${provider} limit`, holders })),
    domain: pool.domains
      .filter(({ domain }) => names === '' || domain === names)
      .map(({ domain, holders }) => ({ of: domain, holders })),
  }[kind as 'crew' | 'quota' | 'domain'];
  return owners.flatMap(({ of, holders }) =>
    holders.filter((holder) => isHeld(holder, now)).map((holder) => ({ of, holder })),
  );
}

/** When a mission last came to a state; undefined where its newest events do not say. */
async function reachedAt(
  { missions }: Pick<ArbiterDeps, 'missions'>,
  workspace: string,
  id: string,
  state: Mission['state'],
): Promise<string | undefined> {
  const events = await missions.events(workspace, id, EVENTS);
  return events.findLast(({ name, data }) => name === 'mission.transitioned' && data['to'] === state)?.at;
}

export const hoursSince = (since: string, now: Date): number =>
  Number(((now.getTime() - Date.parse(since)) / HOUR).toFixed(1));
