import { Link } from '@tanstack/react-router';
import { count } from '../../format/numbers.ts';
import { onDay } from '../../format/times.ts';
import type { Column } from '../../ui/table.tsx';
import { Consent, type LeadRow, nameOf, Standing } from './standing.tsx';

const Nothing = () => <span className="quiet">–</span>;

export const leadColumns: readonly Column<LeadRow>[] = [
  {
    header: 'Address',
    width: '2.6fr',
    cell: ({ id, email }) => (
      <Link to="/leads/$id" params={{ id } as never}>
        {email}
      </Link>
    ),
  },
  { header: 'Name', width: '1.3fr', wide: true, cell: (lead) => nameOf(lead) || <Nothing /> },
  { header: 'Consent', width: '7rem', cell: ({ consent }) => <Consent of={consent} /> },
  { header: 'Kept back', width: '13rem', wide: true, cell: (lead) => <Standing of={lead} /> },
  { header: 'Company', width: '1.3fr', wide: true, cell: ({ company }) => company ?? <Nothing /> },
  { header: 'Country', width: '4.5rem', wide: true, cell: ({ country }) => country ?? <Nothing /> },
  { header: 'Orders', width: '4rem', align: 'end', wide: true, cell: ({ orders }) => count(orders) },
  {
    header: 'Last order',
    width: '7rem',
    align: 'end',
    wide: true,
    cell: ({ lastOrderOn }) => (lastOrderOn === null ? <Nothing /> : onDay(lastOrderOn)),
  },
];
