import { Link } from '@tanstack/react-router';
import type { IssueView } from '../../../../shared/newsletter/contract/issue.ts';
import { count, percent } from '../../format/numbers.ts';
import { State } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';

/** A count with its share of those who were sent the issue, where there is one to speak of. */
const Share = ({ of, sent }: { readonly of: number; readonly sent: number }) => (
  <span title={sent === 0 ? undefined : `${percent(of / sent)} of sent`}>{count(of)}</span>
);

export const issueColumns: readonly Column<IssueView>[] = [
  {
    header: 'Issue',
    width: '2fr',
    cell: ({ id, subject }) => (
      <Link to="." search={(old: Record<string, unknown>) => ({ ...old, issue: id })}>
        {subject}
      </Link>
    ),
  },
  { header: 'State', width: '6.5rem', cell: ({ state }) => <State of={state} /> },
  {
    header: 'Sent',
    width: '8rem',
    align: 'end',
    cell: ({ counts: { sent, recipients } }) => `${count(sent)} of ${count(recipients)}`,
  },
  {
    header: 'Bounced',
    width: '5rem',
    align: 'end',
    wide: true,
    cell: ({ counts }) => <Share of={counts.bounced} sent={counts.sent} />,
  },
  {
    header: 'Complained',
    width: '6rem',
    align: 'end',
    wide: true,
    cell: ({ counts }) => <Share of={counts.complained} sent={counts.sent} />,
  },
  {
    header: 'Left',
    width: '4rem',
    align: 'end',
    wide: true,
    cell: ({ counts }) => <Share of={counts.left} sent={counts.sent} />,
  },
  {
    header: 'Began',
    width: '8rem',
    align: 'end',
    wide: true,
    cell: ({ startedAt }) =>
      startedAt === null ? <span className="quiet">Not yet</span> : <Time at={startedAt} />,
  },
];
