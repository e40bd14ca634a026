import { systemRoutes } from '../../../../shared/operations/contract/system-routes.ts';
import { useApi } from '../../api/hooks.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { Loaded, Loading } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { CommandBox } from './command-box.tsx';
import { FirstSteps } from './first-steps.tsx';
import { Latest } from './latest-events.tsx';
import { LatestMissions } from './latest-missions.tsx';
import { MissionStates } from './mission-states.tsx';
import { QuickActions } from './quick-actions.tsx';
import { Today } from './today.tsx';
import { WaitsForMe } from './waits-for-me.tsx';

/** The whole of a workspace at a glance, and where to go first. */
export function Page() {
  const { workspace } = useSession();
  const status = useApi(systemRoutes.status, {});
  const isKnown = status.data !== undefined || status.error !== null;
  return (
    <PageFrame title="Command Center" about={`Workspace ${workspace}`} actions={<QuickActions />}>
      {isKnown ? null : <Loading lines={8} />}
      {/* All of it asks at the same time, and is shown at once: what comes later would push the rest away. */}
      <div hidden={!isKnown}>
        <div className="stack">
          <FirstSteps />
          <CommandBox />
          <WaitsForMe />
          <div className="grid">
            <div className="stack">
              <Loaded query={status}>{({ missions }) => <MissionStates missions={missions} />}</Loaded>
              <LatestMissions />
            </div>
            <div className="stack">
              <Loaded query={status}>{({ resources }) => <Today resources={resources} />}</Loaded>
              <Latest />
            </div>
          </div>
        </div>
      </div>
    </PageFrame>
  );
}
