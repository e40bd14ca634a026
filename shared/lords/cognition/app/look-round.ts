import type { Approval } from '../../../approvals/domain/approval.ts';
import type { Mission } from '../../../missions/domain/mission.ts';
import type { RoundMade, Rounds } from '../../../seats/app/review-due.ts';
import { confidenceOf } from '../../../seats/domain/confidence.ts';
import type { Learning } from '../contract/schemas.ts';
import { knownOf, shareOf } from '../domain/evidence.ts';
import { learnedOfAlert, learnedOfApproval, learnedOfMission, missionKey } from '../domain/what-happened.ts';
import type { CognitionDeps } from './deps.ts';
import { newest } from './read-works.ts';
import { learned } from './record-learning.ts';

/** Of the newest of each kind: the round comes every hour. */
const LOOKED_AT = 50;

/** Records what missions, approvals and alerts show, each once. */
export const rounds: Rounds<CognitionDeps> = async (deps, { workspace }) => {
  const known = await newest(deps, workspace, 'learning');
  const keys = new Set(known.works.map((work) => knownOf(work).result.key));
  const [missions, approvals, alerts] = await Promise.all([
    endedMissions(deps, workspace, keys),
    decidedApprovals(deps, workspace),
    deps.alerts.list(workspace, { limit: LOOKED_AT }),
  ]);
  return [
    ...missions.flatMap(learnedOfMission),
    ...approvals.flatMap(learnedOfApproval),
    ...alerts.alerts.flatMap(learnedOfAlert),
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

/** Those of which nothing was learned yet: what has ended does not change, and a mission is a large record. */
async function endedMissions(
  { analytics, missions }: CognitionDeps,
  workspace: string,
  keys: ReadonlySet<string | null>,
): Promise<readonly Mission[]> {
  const ended = await analytics.ended(workspace, LOOKED_AT);
  const all = await Promise.all(
    ended
      .filter(({ missionId }) => !keys.has(missionKey(missionId)))
      .map(({ missionId }) => missions.get(workspace, missionId)),
  );
  return all.flatMap((mission) => mission ?? []);
}

async function decidedApprovals(
  { approvals }: CognitionDeps,
  workspace: string,
): Promise<readonly Approval[]> {
  const pages = await Promise.all(
    ['approved', 'rejected'].map((state) => approvals.list(workspace, { state, limit: LOOKED_AT })),
  );
  return pages.flatMap((page) => page.approvals);
}
