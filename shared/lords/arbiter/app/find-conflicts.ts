import { newPool, type Pool } from '../../../domains/domain/pool.ts';
import { holdersOf as everyHolder } from '../../../domains/domain/reserve.ts';
import { addMs, DAY, HOUR } from '../../../kernel/clock.ts';
import { mapConcurrent } from '../../../kernel/concurrency.ts';
import { sha256 } from '../../../kernel/hash.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { Due, RoundMade, Rounds } from '../../../seats/app/review-due.ts';
import { type Made, type Source, turned } from '../../../seats/domain/work.ts';
import type { Case, Party } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { contradictions } from '../domain/contradictions.ts';
import { severityOf } from '../domain/severity.ts';
import type { ArbiterDeps } from './deps.ts';
import { settled } from './make-decision.ts';
import { heldBy, waitingByResource, waitsOf } from './read-waits.ts';
import { caseOf } from './register-conflict.ts';

/** A queue is no conflict: a mission that has waited for less is left to it. */
const LEAST_WAIT_MS = HOUR;
const MOST_PARTIES = 12;
const CASES = 300;

/** Conflicts of a workspace that nobody has registered yet. */
export const findConflicts: Rounds<ArbiterDeps> = async (deps, { workspace, now }) => {
  const open = await openResources(deps, workspace);
  const found = await Promise.all([
    waitConflicts(deps, workspace, now, open),
    leadConflicts(deps, workspace),
    settingConflicts(deps, workspace),
  ]);
  return found.flat();
};

async function openResources(
  { works }: Pick<ArbiterDeps, 'works'>,
  workspace: string,
): Promise<ReadonlySet<string>> {
  const { items } = await works.page(workspace, { limit: CASES, prefix: `${arbiter.kinds.case.prefix}_` });
  return new Set(
    items.flatMap(({ state, result }) => (state === 'final' ? [] : ((result as Case).resource ?? []))),
  );
}

/** Missions that wait for what others hold, or that two of them want. */
async function waitConflicts(
  deps: ArbiterDeps,
  workspace: string,
  now: Date,
  open: ReadonlySet<string>,
): Promise<RoundMade[]> {
  const [waiting, pool = newPool(workspace)] = await Promise.all([
    waitingByResource(deps, workspace),
    deps.pools.get(workspace),
  ]);
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
        about: `${long.length} of the missions wait for ${nameOf(resource)}, which ${holders.size} hold`,
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

const partyOf = ({ id, type }: Mission, wants: string): Party => ({
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

/**
 * Leads that one mission was about to write to while another one did. The cohorts say so by themselves: looking through the
 * audiences of all missions would cost a read of every lead.
 */
async function leadConflicts(deps: ArbiterDeps, workspace: string): Promise<RoundMade[]> {
  const sending = await deps.missions.inState(workspace, 'EXECUTING');
  const types = new Map(sending.map((mission) => [mission.id, mission]));
  const lost = await mapConcurrent(sending, 3, async ({ id }) =>
    (await deps.cohorts.list(workspace, id)).flatMap(({ lostContacts }) =>
      Object.entries(lostContacts).map(([leadId, { holder, at }]) => ({
        leadId,
        at,
        pair: [id, holder.split('#')[0] ?? ''].toSorted(),
      })),
    ),
  );
  const shared = lost.flat().filter(({ pair: [a = '', b = ''] }) => a !== b && types.has(a) && types.has(b));
  return [...Map.groupBy(shared, ({ pair }) => pair.join(' '))].map(([pair, contacts]) => {
    const leads = new Map(contacts.map(({ leadId, at }) => [leadId, at]));
    const parties = pair.split(' ').flatMap((id) => {
      const mission = types.get(id);
      return mission ? [partyOf(mission, 'to write to the same leads')] : [];
    });
    const sources = [...leads].slice(0, 20).map(
      ([id, at]): Source => ({
        kind: 'lead',
        id,
        says: `Two missions were about to write to it at ${at}.`,
      }),
    );
    return {
      ...caseOf(
        {
          type: 'resource_allocation',
          severity: 'medium',
          severityBasis: 'Nobody was written to twice: the contact lease kept the second message back.',
          about: `Two missions write to ${leads.size} of the same leads`,
          resource: null,
          parties,
          dispute: {
            kind: 'claims',
            of: 'the leads that both write to',
            estate: leads.size,
            claims: [leads.size, leads.size],
            whole: true,
          },
          decisionId: null,
        },
        sources,
      ),
      key: `leads#${pair}`,
    };
  });
}

async function settingConflicts(deps: ArbiterDeps, workspace: string): Promise<RoundMade[]> {
  const [record, pool, executing, queued] = await Promise.all([
    deps.workspaces.get(workspace),
    deps.pools.get(workspace),
    deps.missions.inState(workspace, 'EXECUTING'),
    deps.missions.inState(workspace, 'QUEUED'),
  ]);
  if (!record) return [];
  return contradictions(record.settings, pool, [...executing, ...queued]).map(({ key, ...of }) => ({
    ...caseOf(of),
    key: `settings#${key}`,
  }));
}

/** A conflict that went away by itself is closed; one that is still there is looked at again a day later. */
export async function reviewCase(deps: ArbiterDeps, { workspace, work, now }: Due): Promise<Made> {
  const { resource } = work.result as Case;
  const waiting = resource === null ? [] : ((await waitingByResource(deps, workspace)).get(resource) ?? []);
  if (waiting.length > 0) return { work: { ...work, dueAt: addMs(now, DAY).toISOString() } };
  return {
    work: {
      ...settled(turned(arbiter, work, 'final')),
      outcome: {
        at: now.toISOString(),
        held: null,
        says: 'Nobody waits for it any more, so there is nothing to decide.',
        measures: {},
      },
    },
  };
}
