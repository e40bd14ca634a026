import type { IcpStore } from '../../icp/app/ports/icp.ts';
import { bestSegments, type IcpProfile, type MissionTarget } from '../../icp/domain/profile.ts';
import { RexError } from '../../kernel/errors.ts';
import type { MissionStore } from '../../missions/app/ports/missions.ts';
import type { OutreachMission } from '../../missions/domain/mission.ts';
import { workflowOf } from '../../missions/domain/workflows/workflows.ts';
import { icpManifest } from '../icp/manifest.ts';

export interface ChooseTargetDeps {
  readonly missions: Pick<MissionStore, 'getStep'>;
  readonly icp: IcpStore;
}

const madeSchema = icpManifest.steps.profile.result.pick({ profileId: true });

/**
 * Whom a mission writes to, decided once: the segment that it names, or the best ones of the profile that it has made
 * itself. Undefined for one that writes to anybody.
 * @throws RexError NOT_FOUND when there is no such profile or segment
 */
export async function chooseTarget(
  deps: ChooseTargetDeps,
  mission: OutreachMission,
): Promise<MissionTarget | undefined> {
  const { workspace, id } = mission;
  const chosen = await deps.icp.target(workspace, id);
  if (chosen) return chosen;
  const named = mission.type === 'campaign_execution' ? mission.params.segment : undefined;
  const makesProfile = workflowOf(mission).steps.some(({ name }) => name === 'profile');
  if (!makesProfile && named === undefined) return undefined;
  const profile = makesProfile ? await ownProfile(deps, mission) : await deps.icp.latest(workspace);
  if (!profile) {
    throw new RexError('NOT_FOUND', 'There is no profile yet: run a mission of type icp_extraction first.');
  }
  const segments = named === undefined ? bestSegments(profile) : [nameOf(profile, named)];
  const target = { profileId: profile.id, segments, rankBy: makesProfile ? 'fit' : 'return' } as const;
  await deps.icp.putTarget(workspace, id, target);
  return target;
}

async function ownProfile(deps: ChooseTargetDeps, { workspace, id }: OutreachMission) {
  const step = await deps.missions.getStep(workspace, id, 'profile');
  const { profileId } = madeSchema.parse(step?.result);
  return profileId === null ? undefined : deps.icp.get(workspace, profileId);
}

function nameOf({ segments }: IcpProfile, named: string): string {
  const found = segments.find(({ name }) => name.toLowerCase() === named.toLowerCase());
  if (found) return found.name;
  // Names of segments come from lead data: they are shown to people, but no decision depends on them.
  throw new RexError(
    'NOT_FOUND',
    'The newest profile has no segment of that name: "rex icp show" lists those that it has.',
  );
}
