import { approvalRoutes } from '../../../../../shared/approvals/contract/routes.ts';
import { decisionRoutes } from '../../../../../shared/decisions/contract/routes.ts';
import { forecastRoutes } from '../../../../../shared/forecast/contract/routes.ts';
import { missionRoutes } from '../../../../../shared/missions/contract/routes.ts';
import { CopyAs } from '../../../ui/copy-as.tsx';

/** What shows the open view of a mission from a terminal. */
export function CopyTab({ id, tab }: { readonly id: string; readonly tab: string }) {
  const params = { id };
  const query = { missionId: id };
  switch (tab) {
    case 'forecast':
      return (
        <CopyAs route={forecastRoutes.simulateMission} request={{ params }} command={`rex simulate ${id}`} />
      );
    case 'messages':
      return <CopyAs route={approvalRoutes.listMessages} request={{ query }} />;
    case 'decisions':
      return (
        <CopyAs
          route={decisionRoutes.listDecisions}
          request={{ query }}
          command={`rex decisions list --mission ${id}`}
        />
      );
    default:
      return (
        <CopyAs route={missionRoutes.getMission} request={{ params }} command={`rex missions show ${id}`} />
      );
  }
}
