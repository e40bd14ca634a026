import { Link } from '@tanstack/react-router';
import type { ApprovalView } from '../../../../shared/approvals/contract/routes.ts';
import { Who } from '../../app/who.tsx';
import { State } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { SUBJECT_NAMES, titleOf } from './words.ts';

/** The columns of a list of approvals. `nameOf` gives the name of a mission where it is known. */
export const approvalColumns = (
  nameOf: (missionId: string) => string | undefined,
): readonly Column<ApprovalView>[] => [
  {
    header: 'What',
    width: '3fr',
    cell: (approval) => {
      const mission = approval.missionId === null ? undefined : nameOf(approval.missionId);
      return (
        <Link to="/approvals/$id" params={{ id: approval.id } as never}>
          {mission === undefined ? titleOf(approval) : `${mission}: ${titleOf(approval)}`}
        </Link>
      );
    },
  },
  { header: 'About', width: '6rem', wide: true, cell: ({ subject }) => SUBJECT_NAMES[subject] },
];

export const pendingColumns: readonly Column<ApprovalView>[] = [
  {
    header: 'Asked',
    width: '8rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
  { header: 'Expires', width: '7rem', align: 'end', cell: ({ expiresAt }) => <Time at={expiresAt} /> },
];

export const decisionColumns: readonly Column<ApprovalView>[] = [
  { header: 'State', width: '6rem', cell: ({ state }) => <State of={state} /> },
  {
    header: 'By',
    width: '1.8fr',
    wide: true,
    cell: ({ decidedBy }) => (decidedBy === null ? '' : <Who is={decidedBy} />),
  },
  { header: 'Reason', width: '2fr', wide: true, cell: ({ reason }) => reason ?? '' },
  {
    header: 'Decided',
    width: '7rem',
    align: 'end',
    wide: true,
    cell: ({ decidedAt }) => <Time at={decidedAt} />,
  },
];
