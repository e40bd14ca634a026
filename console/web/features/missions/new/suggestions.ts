import { resourceRoutes } from '../../../../../shared/allocation/contract/routes.ts';
import { profileRoutes } from '../../../../../shared/icp/contract/routes.ts';
import type { MissionType } from '../../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { wordsOf } from '../../../ui/badge.tsx';

type Suggestions = Readonly<Record<string, readonly { readonly value: string; readonly label: string }[]>>;

/** What there is in this workspace to choose from, by the name of the parameter. */
export function useSuggestions(type: MissionType): Suggestions {
  const domains = useApi(resourceRoutes.listDomains, {}, { enabled: type === 'domain_rotation' });
  const recovers = { enabled: type === 'error_recovery' };
  const failed = useApi(missionRoutes.listMissions, { query: { state: 'FAILED' } }, recovers);
  const escalated = useApi(missionRoutes.listMissions, { query: { state: 'ESCALATED' } }, recovers);
  const profiles = useApi(
    profileRoutes.listProfiles,
    { query: { limit: 1 } },
    { enabled: type === 'campaign_execution' },
  );
  const latest = profiles.data?.profiles[0]?.id;
  const profile = useApi(
    profileRoutes.getProfile,
    { params: { id: latest ?? '' } },
    { enabled: latest !== undefined },
  );
  return {
    ...(domains.data && {
      domain: domains.data.domains.map(({ domain, status }) => ({ value: domain, label: wordsOf(status) })),
    }),
    missionId: [...(failed.data?.missions ?? []), ...(escalated.data?.missions ?? [])].map(
      ({ id, name, state }) => ({ value: id, label: `${name}: ${wordsOf(state).toLowerCase()}` }),
    ),
    ...(profile.data && {
      segment: profile.data.segments.map(({ name }) => ({ value: name, label: name })),
    }),
  };
}
