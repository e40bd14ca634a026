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

/** Decided ones are among them, and those that were void. */
const APPROVALS = 100;

/** Records what missions, approvals, alerts and sending domains show, each once. */
export const rounds: Rounds<CognitionDeps> = async (deps, { workspace, now }) => {
  const known = await newest(deps, workspace, 'learning');
  const keys = new Set(known.works.map((work) => knownOf(work).result.key));
  const [missions, { approvals }, { alerts }, pool] = await Promise.all([
    ofEndedMissions(deps, workspace, keys),
    deps.approvals.list(workspace, { limit: APPROVALS }),
    deps.alerts.list(workspace, { limit: LOOKED_AT }),
    deps.pools.get(workspace),
  ]);
  return [
    ...missions.flat(),
    ...approvals.flatMap(learnedOfApproval),
    ...learnedOfDrafts(approvals, now),
    ...alerts.flatMap(learnedOfAlert),
    ...(pool?.domains ?? []).flatMap(learnedOfDomain),
  ].flatMap((learning) => (keys.has(learning.key) ? [] : [madeOf(learning)]));
};

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
  { analytics, missions }: CognitionDeps,
  workspace: string,
  keys: ReadonlySet<string | null>,
): Promise<readonly (readonly Learning[])[]> {
  const ended = await analytics.ended(workspace, LOOKED_AT);
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
