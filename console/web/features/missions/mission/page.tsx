import { Link } from '@tanstack/react-router';
import * as z from 'zod';
import { isOutreachType } from '../../../../../shared/missions/contract/mission.ts';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import { useApi } from '../../../api/hooks.ts';
import { useAddress, usePathPart } from '../../../app/address.ts';
import { Loaded } from '../../../ui/notice.tsx';
import { Page as PageFrame } from '../../../ui/page.tsx';
import { Tabs } from '../../../ui/tabs.tsx';
import { Actions } from './actions.tsx';
import { Decisions } from './decisions.tsx';
import { ForecastTab } from './forecast.tsx';
import { Head } from './head.tsx';
import { Messages } from './messages.tsx';
import { Overview } from './overview.tsx';
import { Results } from './results.tsx';
import { Steps } from './steps.tsx';
import { Timeline } from './timeline.tsx';
import type { Mission } from './view.ts';

const TABS = [
  { id: 'overview', label: 'Overview', Tab: Overview },
  { id: 'forecast', label: 'Forecast', Tab: ForecastTab, outreach: true },
  { id: 'steps', label: 'Steps', Tab: Steps },
  { id: 'messages', label: 'Messages', Tab: Messages, outreach: true },
  { id: 'results', label: 'Results', Tab: Results },
  { id: 'decisions', label: 'Decisions', Tab: Decisions },
  { id: 'timeline', label: 'Timeline', Tab: Timeline },
] as const;

const addressSchema = z.object({ tab: z.enum(TABS.map(({ id }) => id)) });

/** A mission: how it stands, what it does, and what came of it. */
export function Page() {
  const id = usePathPart('id');
  const mission = useApi(missionRoutes.getMission, { params: { id } });
  if (mission.data === undefined) {
    return (
      <PageFrame title="Mission" about={<Link to="/missions">All missions</Link>}>
        <Loaded query={mission} lines={8}>
          {() => null}
        </Loaded>
      </PageFrame>
    );
  }
  return <Loadable mission={mission.data} />;
}

function Loadable({ mission }: { readonly mission: Mission }) {
  const [{ tab: wanted }] = useAddress(addressSchema);
  const isOutreach = isOutreachType(mission.type);
  const tabs = TABS.filter((tab) => isOutreach || !('outreach' in tab));
  const { Tab, id } = tabs.find((tab) => tab.id === wanted) ?? TABS[0];
  return (
    <PageFrame
      title={mission.name}
      about={<Link to="/missions">All missions</Link>}
      actions={<Actions mission={mission} tab={id} />}
    >
      <Head mission={mission} />
      <Tabs label="Views of the mission" tabs={tabs} current={id} />
      <Tab mission={mission} />
    </PageFrame>
  );
}
