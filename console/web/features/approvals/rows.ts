import { useMemo } from 'react';
import { type ApprovalView, approvalRoutes } from '../../../../shared/approvals/contract/routes.ts';
import { missionRoutes } from '../../../../shared/missions/contract/routes.ts';
import { useApi, usePages } from '../../api/hooks.ts';
import { approvalColumns } from './columns.tsx';

/** The approvals of a state, or of all, and of those the ones about a subject. */
export function useApprovals(
  state: ApprovalView['state'] | undefined,
  isShown: (approval: ApprovalView) => boolean,
) {
  const pages = usePages(
    approvalRoutes.listApprovals,
    { query: { state, limit: 100 } },
    ({ approvals }) => approvals,
  );
  return { ...pages, rows: pages.rows.filter(isShown) };
}

/** The columns with the names of the latest missions in them. */
export function useApprovalColumns() {
  const missions = useApi(missionRoutes.listMissions, { query: { limit: 100 } }).data?.missions;
  return useMemo(() => {
    const names = new Map(missions?.map(({ id, name }) => [id as string, name]));
    return approvalColumns((id) => names.get(id));
  }, [missions]);
}
