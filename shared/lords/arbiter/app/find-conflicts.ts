import { addMs, DAY } from '../../../kernel/clock.ts';
import { newId } from '../../../kernel/ids.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { Due, RoundMade, Rounds } from '../../../seats/app/review-due.ts';
import { kindOfId, type Made, turned, type Work } from '../../../seats/domain/work.ts';
import type { WorkspaceRecord } from '../../../workspaces/app/ports/workspace.ts';
import type { Case, Decision } from '../contract/schemas.ts';
import { arbiter } from '../contract/seat.ts';
import { contradictions } from '../domain/contradictions.ts';
import type { ArbiterDeps } from './deps.ts';
import { leadConflicts } from './find-shared-leads.ts';
import { type Seen, waitConflicts } from './find-waits.ts';
import { settled } from './make-decision.ts';
import { waitingByResource } from './read-waits.ts';
import { caseOf, challenge } from './register-conflict.ts';

const NEWEST = 300;
/** So many missions are read one by one. */
const FEW = 5;

/** Conflicts of a workspace that nobody has registered yet. */
export const findConflicts: Rounds<ArbiterDeps> = async (deps, { workspace, now }) => {
  const [sending, waiting, record, pool] = await Promise.all([
    sendingMissions(deps, workspace),
    deps.open ? deps.open.workspacesThatWait() : deps.missions.workspacesThatWait(now),
    deps.workspaces.get(workspace),
    deps.pools.get(workspace),
  ]);
  // There is a queue for each type of mission: most of the time, nothing waits in any of them.
  const queued = waiting.includes(workspace) ? await deps.missions.inState(workspace, 'QUEUED') : [];
  const seen = { workspace, now, sending, queued, pool };
  const found = await Promise.all([
    waitConflicts(deps, seen, () => openResources(deps, workspace)),
    leadConflicts(deps, seen),
    settingConflicts(record, seen),
    brokenDecisions(deps, workspace, now),
  ]);
  return found.flat();
};

/** A few missions are read beside the settings, in one request; where there are more, those that send are a list. */
async function sendingMissions({ missions, open }: ArbiterDeps, workspace: string): Promise<Mission[]> {
  const working = (await open?.working())?.filter((each) => each.workspace === workspace);
  if (working === undefined || working.length > FEW) return missions.inState(workspace, 'EXECUTING');
  try {
    const found = await Promise.all(working.map(({ id }) => missions.get(workspace, id)));
    return found.flatMap((mission) => (mission?.state === 'EXECUTING' ? [mission] : []));
  } catch {
    // One that cannot be read does not hide the others in the list.
    return missions.inState(workspace, 'EXECUTING');
  }
}

async function newest(
  { works }: Pick<ArbiterDeps, 'works'>,
  workspace: string,
  kind: 'case' | 'decision',
): Promise<Work[]> {
  const { prefix } = arbiter.kinds[kind];
  return (await works.page(workspace, { limit: NEWEST, prefix: `${prefix}_` })).items;
}

async function openResources(deps: ArbiterDeps, workspace: string): Promise<ReadonlySet<string>> {
  const cases = await newest(deps, workspace, 'case');
  return new Set(
    cases.flatMap(({ state, result }) => (state === 'final' ? [] : ((result as Case).resource ?? []))),
  );
}

function settingConflicts(record: WorkspaceRecord | undefined, { sending, queued, pool }: Seen): RoundMade[] {
  if (!record) return [];
  return contradictions(record.settings, pool, [...sending, ...queued]).map(({ key, ...of }) => ({
    ...caseOf(of),
    key: `settings#${key}`,
  }));
}

/** Decisions that do not hold any more: whoever changed that has challenged them, and a person decides whether they stand. */
async function brokenDecisions(deps: ArbiterDeps, workspace: string, now: Date): Promise<RoundMade[]> {
  // One that is enforced is looked at again: when it becomes final, if not before.
  const isOpen = (await deps.open?.works())?.some(
    (work) => work.workspace === workspace && kindOfId(arbiter, work.id) === 'decision',
  );
  if (isOpen === false) return [];
  const decisions = await newest(deps, workspace, 'decision');
  const broken = decisions.filter(
    ({ state, outcome, result }) =>
      state === 'enforced' &&
      outcome?.held === false &&
      (result as Decision).appealableUntil > now.toISOString(),
  );
  return Promise.all(
    broken.map(async ({ id, title, outcome, result }) => {
      const by = newId(arbiter.kinds.case.prefix, now);
      const made = caseOf({
        type: 'decision_challenge',
        severity: 'medium',
        severityBasis: `It was checked: ${outcome?.says}`,
        about: `A decision does not hold any more: ${title}`.slice(0, 200),
        resource: null,
        parties: (result as Decision).parties,
        dispute: null,
        decisionId: id,
      });
      const beside = await challenge(deps, { workspace, decisionId: id, by, now });
      return { ...made, work: { ...made.work, id: by }, beside, key: `broken#${id}` };
    }),
  );
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
