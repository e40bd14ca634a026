import { newPool, type Pool } from '../../../domains/domain/pool.ts';
import { holdersOf as everyHolder } from '../../../domains/domain/reserve.ts';
import { addMs, DAY, HOUR } from '../../../kernel/clock.ts';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import { sha256 } from '../../../kernel/hash.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { RoundMade } from '../../../seats/app/review-due.ts';
import type { Party } from '../contract/schemas.ts';
import { countOf } from '../domain/count-of.ts';
import { severityOf } from '../domain/severity.ts';
import type { ArbiterDeps } from './deps.ts';
import { byResource, heldBy, waitsOf } from './read-waits.ts';
import { caseOf } from './register-conflict.ts';

/** A queue is no conflict: a mission that has waited for less is left to it. */
const LEAST_WAIT_MS = HOUR;
const MOST_PARTIES = 12;

/** What a round has read of a workspace. */
export interface Seen {
  readonly workspace: string;
  readonly now: Date;
  readonly sending: readonly Mission[];
  readonly queued: readonly Mission[];
  readonly pool: Pool | undefined;
}

/** Missions that wait for what others hold, or that two of them want. */
export async function waitConflicts(
  deps: ArbiterDeps,
  { workspace, now, queued, pool = newPool(workspace) }: Seen,
  openResources: () => Promise<ReadonlySet<string>>,
): Promise<RoundMade[]> {
  const waiting = byResource(queued);
  if (waiting.size === 0) return [];
  const open = await openResources();
  const resources = [...waiting].filter(([resource]) => !open.has(resource));
  const found = await mapConcurrent(resources, 3, async ([resource, missions]): Promise<RoundMade[]> => {
    const waits = await waitsOf(deps, missions);
    const long = waits.filter(({ since }) => Date.parse(since) <= now.getTime() - LEAST_WAIT_MS);
    const holders = new Set(heldBy(pool, resource, now).map(({ holder }) => holder.missionId));
    if (long.length === 0 || holders.size === 0) return [];
    const wanting = missions.filter(({ id }) => long.some((wait) => wait.id === id));
    const keeping = await partiesOf(deps, workspace, [...holders], pool);
    const parties = [...wanting.map((each) => partyOf(each, `to get ${nameOf(resource)}`)), ...keeping];
    if (parties.length < 2) return [];
    const made = caseOf(
      {
        type: resource.startsWith('domain') ? 'resource_allocation' : 'priority_dispute',
        ...severityOf(long, now),
        about: `${countOf(long.length, 'mission')} waiting for ${nameOf(resource)}, and ${holders.size} holding it`,
        resource,
        parties: parties.slice(0, MOST_PARTIES),
        dispute: null,
        decisionId: null,
      },
      [],
      addMs(now, DAY).toISOString(),
    );
    const who = long.map(({ id }) => id).toSorted();
    return [{ ...made, key: `wait#${resource}#${sha256(who.join(' '))}` }];
  });
  return found.flat();
}

const nameOf = (resource: string): string => {
  const [kind, name] = resource.split(':');
  if (kind === 'domain') return name ?? 'a sending domain';
  return kind === 'crew' ? `a place in the crew ${name}` : `a share of the ${name} limit`;
};

export const partyOf = ({ id, type }: Mission, wants: string): Party => ({
  kind: 'mission',
  id,
  wants,
  group: type,
});

async function partiesOf(
  { missions }: Pick<ArbiterDeps, 'missions'>,
  workspace: string,
  holders: readonly string[],
  pool: Pool,
): Promise<Party[]> {
  const until = everyHolder(pool);
  const known = await missions.getMany(workspace, holders);
  return known.flatMap((mission) =>
    mission ? [partyOf(mission, `to keep what it holds until ${until.get(mission.id)?.until}`)] : [],
  );
}
