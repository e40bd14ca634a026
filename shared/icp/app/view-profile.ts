import { RexError } from '../../kernel/errors.ts';
import type { ProfileView } from '../contract/routes.ts';
import type { IcpProfile } from '../domain/profile.ts';
import type { IcpStore } from './ports/icp.ts';

/** @throws RexError NOT_FOUND when there is no profile with this id, or none at all */
export async function viewProfile(
  { icp }: { readonly icp: Pick<IcpStore, 'get' | 'latest'> },
  workspace: string,
  id?: string,
): Promise<ProfileView> {
  const profile = id === undefined ? await icp.latest(workspace) : await icp.get(workspace, id);
  if (profile) return profileView(profile);
  throw new RexError(
    'NOT_FOUND',
    id === undefined
      ? 'There is no profile yet: run a mission of type icp_extraction.'
      : `There is no profile ${id}.`,
  );
}

export async function listProfiles(
  { icp }: { readonly icp: Pick<IcpStore, 'list'> },
  workspace: string,
  page: { limit: number; cursor?: string | undefined },
) {
  const { profiles, cursor } = await icp.list(workspace, page);
  return {
    profiles: profiles.map((profile) => ({ ...summaryOf(profile), segments: profile.segments.length })),
    cursor,
  };
}

const profileView = (profile: IcpProfile): ProfileView => {
  const { reachable, leftOut, minSegmentLeads, outcomes, segments, model, settings } = profile;
  return {
    ...summaryOf(profile),
    reachable,
    leftOut,
    minSegmentLeads,
    outcomes,
    segments,
    model,
    weights: settings.weights,
  };
};

const summaryOf = ({ id, number, missionId, createdAt, leads, segments, model }: IcpProfile) => ({
  id,
  number,
  missionId,
  createdAt,
  leads,
  first: segments.filter(({ verdict }) => verdict === 'first').map(({ name }) => name),
  basis: model.used ? ('fitted' as const) : ('weighted' as const),
});
