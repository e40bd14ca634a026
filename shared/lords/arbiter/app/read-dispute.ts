import { readPool } from '../../../domains/app/read-pool.ts';
import { domainObstacle, MISSIONS_PER_INBOX } from '../../../domains/domain/choose-domain.ts';
import { isHeld, mapHolders, newPool, type Pool } from '../../../domains/domain/pool.ts';
import { dailyCap } from '../../../domains/domain/warmup.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import { isTerminal } from '../../../missions/domain/states.ts';
import { writesTo } from '../../../missions/domain/writes-to.ts';
import type { Case, Dispute, DisputeOf } from '../contract/schemas.ts';
import { domainOf } from '../domain/domain-of.ts';
import { MOST_PLACED } from '../domain/place-missions.ts';
import type { ArbiterDeps } from './deps.ts';
import { type Waiting, waitsOf } from './read-waits.ts';

export interface ReadDispute {
  readonly dispute: Dispute | null;
  /** Those of the parties that are missions, have not ended, and are found, in the order of the dispute. */
  readonly missions: readonly Mission[];
  readonly waits: readonly Waiting[];
  readonly pool: Pool;
}

/** What a case is about in numbers: as it was registered, or as the records say it now. */
export async function readDispute(
  deps: ArbiterDeps,
  workspace: string,
  { resource, parties, dispute }: Case,
  now: Date,
): Promise<ReadDispute> {
  const ids = parties.flatMap(({ kind, id }) => (kind === 'mission' ? [id] : []));
  const [{ pool = newPool(workspace), terms }, known] = await Promise.all([
    readPool(deps, workspace, now),
    deps.missions.getMany(workspace, ids),
  ]);
  const missions = known.filter((each) => each !== undefined && !isTerminal(each.state)) as Mission[];
  const waits = await waitsOf(
    deps,
    missions.filter(({ state }) => state === 'QUEUED'),
  );
  const read = { missions, waits, pool };
  if (dispute !== null && dispute.kind !== 'places' && dispute.kind !== 'order') return { ...read, dispute };
  if (resource === null) return { ...read, dispute: null };
  if (!resource.startsWith('domain'))
    return { ...read, dispute: waits.length < 2 ? null : { kind: 'order', waits: [...waits] } };
  const placed = missions.slice(0, MOST_PLACED);
  return { ...read, missions: placed, dispute: placesOf(placed, pool, terms, now) };
}

function placesOf(
  missions: readonly Mission[],
  pool: Pool,
  terms: Parameters<typeof domainObstacle>[2],
  now: Date,
): DisputeOf<'places'> {
  const parties = new Set(missions.map(({ id }) => id));
  // As if no party held anything: each may have any place.
  const { domains } = mapHolders(pool, (holders) =>
    holders.filter((holder) => !parties.has(holder.missionId) && isHeld(holder, now)),
  );
  const places = domains.toSorted((a, b) => dailyCap(b, now) - dailyCap(a, now)).slice(0, MOST_PLACED);
  return {
    kind: 'places',
    missions: missions.map((mission) => ({ id: mission.id, domain: domainOf(mission) })),
    places: places.map(({ domain, inboxes, holders }) => ({
      name: domain,
      room: inboxes.length === 0 ? null : roomOf(inboxes),
      others: holders.length,
    })),
    values: missions.map((mission) =>
      places.map((domain) =>
        domainObstacle(domain, now, terms, writesTo(mission)) === undefined ? dailyCap(domain, now) : 0,
      ),
    ),
    now: missions.map(({ state, reservation }) => {
      const place =
        state === 'QUEUED' ? -1 : places.findIndex(({ domain }) => domain === reservation?.domain);
      return place < 0 ? null : place;
    }),
  };
}

const roomOf = (inboxes: Pool['domains'][number]['inboxes']): number =>
  inboxes
    .filter(({ status }) => status !== 'paused')
    .reduce((room, { holders }) => room + Math.max(0, MISSIONS_PER_INBOX - holders.length), 0);
