import type { MovedMission } from '../../shared/allocation/contract/routes.ts';
import { renderTable } from './terminal/table.ts';

/** What became of missions whose sender was to change. */
export const renderMoved = (missions: readonly MovedMission[]): string =>
  missions.length === 0
    ? 'No mission was sending from it.'
    : [
        renderTable(missions, [
          { title: 'Mission', cell: ({ missionId }) => missionId },
          { title: 'Sends from', cell: ({ domain }) => domain },
          { title: 'Moved', cell: ({ moved }) => (moved ? 'yes' : 'no') },
          { title: 'To approve again', cell: ({ needsApproval }) => (needsApproval ? 'yes' : 'no') },
          { title: 'Why', cell: ({ reason }) => reason, maxWidth: 70 },
        ]),
        ...(missions.some(({ needsApproval }) => needsApproval)
          ? ['Nothing of those goes out before it is approved: "rex approvals list --state pending".']
          : []),
      ].join('\n\n');
