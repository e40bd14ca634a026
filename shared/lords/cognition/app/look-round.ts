import { APPROVAL_EXPIRES_MS, type Approval } from '../../../approvals/domain/approval.ts';
import { addMs, DAY, utcDay } from '../../../kernel/clock.ts';
import type { EndedMission } from '../../../missions/domain/ended-mission.ts';
import type { RoundMade, Rounds } from '../../../seats/app/review-due.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Learning } from '../contract/schemas.ts';
import { knownOf, shareOf } from '../domain/evidence.ts';
import {
  learnedOfAlert,
  learnedOfApproval,
  learnedOfDomain,
  learnedOfDrafts,
  learnedOfMission,
  missionKey,
} from '../domain/what-happened.ts';
import type { CognitionDeps } from './deps.ts';
import { newest } from './read-works.ts';
import { learned } from './record-learning.ts';

/** Of the newest of each kind: the round comes every hour. */
const LOOKED_AT = 50;

/** A page of approvals; decided ones are among them, and those that were void. */
const PAGE = 100;
/** More approvals than these are not read in a round. */
const MOST_APPROVALS = 3_000;
/** Drafts of the days of a week are counted, in case that Rex stood still; an approval waits a week for its decision. */
const DRAFTS_OF_MS = 7 * DAY;
/** Older decisions are learned from only where they are among the newest approvals: they were seen in earlier rounds. */
const LATELY_MS = 2 * DAY;

/** Records what missions, approvals, alerts and sending domains show, each once. */
export const rounds: Rounds<CognitionDeps> = async (deps, { workspace, now, hasSeen }) => {
  const [ended, { approvals, since }, { alerts }, pool] = await Promise.all([
    deps.analytics.ended(workspace, LOOKED_AT),
    lateApprovals(deps, workspace, now),
    deps.alerts.list(workspace, { limit: LOOKED_AT }),
    deps.pools.get(workspace),
  ]);
  const found = [
    ...approvals.filter(isLate(now)).flatMap(learnedOfApproval),
    ...learnedOfDrafts(approvals, { from: dayWhole(since), now }),
    ...alerts.flatMap(learnedOfAlert),
    ...(pool?.domains ?? []).flatMap(learnedOfDomain),
  ];
  if (ended.length + found.length === 0) return [];
  // In most hours there is nothing new among it. Once a day all is looked at again: of a mission that was cut off, the report may
  // have come to more.
  const all = [
    utcDay(now),
    ...ended.map(({ missionId, endedAt }) => `${missionId} ${endedAt}`),
    ...found.map(({ key }) => key ?? ''),
  ];
  if (await hasSeen(all)) return [];
  const known = await newest(deps, workspace, 'learning');
  const keys = new Set(known.works.map((work) => knownOf(work).result.key));
  const missions = await ofEndedMissions(deps, workspace, ended, keys);
  return [...missions.flat(), ...found].flatMap((learning) =>
    keys.has(learning.key) ? [] : [madeOf(learning)],
  );
};

/**
 * The approvals that were requested since then, newest first, and a page of older ones. `since` is later than it should be
 * where there are more than are read.
 */
async function lateApprovals({ approvals }: CognitionDeps, workspace: string, now: Date) {
  const since = addMs(now, -DRAFTS_OF_MS - APPROVAL_EXPIRES_MS).toISOString();
  const read: Approval[] = [];
  let cursor: string | undefined;
  do {
    const page = await approvals.list(workspace, { limit: PAGE, cursor });
    read.push(...page.approvals);
    cursor = page.cursor ?? undefined;
    // Not by the last one alone: the approval of an old mission stands where the mission does.
    if (page.approvals.every(({ createdAt }) => createdAt < since)) cursor = undefined;
  } while (cursor !== undefined && read.length < MOST_APPROVALS);
  const oldest = read.at(-1)?.createdAt ?? since;
  return { approvals: read, since: cursor !== undefined && oldest > since ? oldest : since };
}

/** The first day of which every decision is on an approval that was requested since then. */
const dayWhole = (since: string): string => utcDay(addMs(new Date(since), APPROVAL_EXPIRES_MS + DAY));

const isLate =
  (now: Date) =>
  ({ decidedAt }: Approval, place: number): boolean =>
    place < PAGE || (decidedAt ?? '') >= addMs(now, -LATELY_MS).toISOString();

const madeOf = (learning: Learning): RoundMade => ({
  ...learned(learning, confidenceIn(learning)),
  key: learning.key ?? '',
});

/** A case is as it is recorded; of a pattern, the width of the interval is what is not known. */
function confidenceIn({ kind, counts }: Learning) {
  if (kind !== 'pattern') return confidenceOf(1, 'It is one case, as Rex has recorded it.');
  const { low, high } = shareOf(counts);
  return confidenceOf(1 - (high - low), `${counts.successes} of ${counts.trials} cases.`);
}

/** Of those of which nothing was learned yet: what has ended does not change, and a mission is a large record. */
async function ofEndedMissions(
  { missions }: CognitionDeps,
  workspace: string,
  ended: readonly EndedMission[],
  keys: ReadonlySet<string | null>,
): Promise<readonly (readonly Learning[])[]> {
  return Promise.all(
    ended
      .filter(({ missionId }) => !keys.has(missionKey(missionId)))
      .map(async ({ missionId }) => {
        const mission = await missions.get(workspace, missionId);
        if (!mission) return [];
        const isAnswered = (mission.report?.messages.replied ?? 0) > 0;
        const replies = isAnswered ? await missions.replyCounts(workspace, missionId) : undefined;
        return learnedOfMission(mission, replies?.classes);
      }),
  );
}
