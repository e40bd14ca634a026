import type { IcpStore } from '../../icp/app/ports/icp.ts';
import { bestSegments, type IcpProfile, profileIdOf, profileMade } from '../../icp/domain/profile.ts';
import { Survey } from '../../icp/domain/survey.ts';
import { RexError } from '../../kernel/errors.ts';
import { expectParts, type StepDeps } from '../../missions/app/mission-steps.ts';
import { MISSION_ROWS } from '../../missions/contract/mission.ts';
import type { Mission } from '../../missions/domain/mission.ts';
import type { StepRecord } from '../../missions/domain/step.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import { profileLeads } from './icp-intelligence.ts';
import { icpManifest } from './manifest.ts';
import { SAMPLE_SIZE } from './start-segment.ts';

export interface StartProfileDeps extends StepDeps {
  readonly icp: IcpStore;
  readonly workspaces: WorkspaceStore;
}

/** Adds up the counts of all pages and makes one profile of them; a dry run reports what it would be. */
export async function startProfile(
  deps: StartProfileDeps,
  mission: Mission,
  step: StepRecord,
): Promise<void> {
  const profile =
    (await deps.icp.get(mission.workspace, profileIdOf(mission.id))) ?? (await makeProfile(deps, mission));
  const { segments, model } = profile;
  await expectParts(deps, step, 0, {
    result: icpManifest.steps.profile.result.parse({
      profileId: isKept(mission) ? profile.id : null,
      leads: profile.leads,
      segments: segments.length,
      leftOut: profile.leftOut,
      best: bestSegments(profile),
      basis: model.used ? 'fitted' : 'weighted',
      model: model.reason,
      refusedColumns: model.refused.map(({ column }) => column),
    }),
  });
}

async function makeProfile(deps: StartProfileDeps, mission: Mission): Promise<IcpProfile> {
  const { workspace, id: missionId } = mission;
  const record = await deps.workspaces.get(workspace);
  if (!record) throw new RexError('CONFLICT', 'The workspace has no settings.');
  const survey = new Survey(SAMPLE_SIZE);
  let pages = 0;
  for await (const page of deps.icp.surveyPages(workspace, missionId)) {
    survey.add(page);
    pages += 1;
  }
  const counted = await deps.missions.getStep(workspace, missionId, 'segment');
  if (counted && pages < counted.total) {
    throw new RexError(
      'CONFLICT',
      `Only ${pages} of ${counted.total} counted pages are left, because pages are kept for 30 days. Create the mission again.`,
    );
  }
  const content = profileLeads(survey, record.settings.icp, minSegmentLeadsOf(mission));
  return retryOnConflict(async () => {
    const [latest, made] = await Promise.all([
      deps.icp.latest(workspace),
      deps.icp.get(workspace, profileIdOf(missionId)),
    ]);
    if (made) return made;
    const profile: IcpProfile = {
      workspace,
      id: profileIdOf(missionId),
      version: 1,
      number: (latest?.number ?? 0) + 1,
      missionId,
      createdAt: deps.clock.now().toISOString(),
      ...content,
    };
    if (isKept(mission)) await deps.icp.create(profile, [profileMade(profile, mission.correlationId)]);
    return profile;
  });
}

/** A campaign needs the profile for the steps after this one, also when nothing will be sent. */
const isKept = ({ type, params }: Mission): boolean => type !== 'icp_extraction' || !params.dryRun;

const minSegmentLeadsOf = (mission: Mission): number =>
  mission.type === 'icp_extraction'
    ? mission.params.minSegmentLeads
    : MISSION_ROWS.icp_extraction.params.parse({}).minSegmentLeads;
