import { Link } from '@tanstack/react-router';
import type { SubscriberView, SubscriptionState } from '../../../../shared/newsletter/contract/newsletter.ts';
import { newsletterRoutes } from '../../../../shared/newsletter/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Paged } from '../../ui/paged.tsx';
import { type Column, ROWS_A_PAGE, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { Proof } from './proof.tsx';
import { Unsubscribe } from './unsubscribe.tsx';

const columnsOf = (newsletter: string): readonly Column<SubscriberView>[] => [
  {
    header: 'Address',
    width: '1.6fr',
    cell: ({ lead, email }) => (
      <Link to="/leads/$id" params={{ id: lead } as never}>
        {email}
      </Link>
    ),
  },
  { header: 'Proof', width: '8rem', cell: (subscriber) => <Proof of={subscriber} /> },
  { header: 'Source', width: '1.4fr', wide: true, cell: ({ proof }) => proof.source },
  { header: 'Since', width: '8rem', align: 'end', wide: true, cell: ({ since }) => <Time at={since} /> },
  {
    header: 'Do',
    width: '8rem',
    align: 'end',
    cell: (subscriber) => <Unsubscribe newsletter={newsletter} of={subscriber} />,
  },
];

interface SubscribersProps {
  readonly newsletter: string;
  readonly state: SubscriptionState;
}

/** Who gets a newsletter, has asked for it, or has left. */
export function Subscribers({ newsletter, state }: SubscribersProps) {
  const request = { params: { id: newsletter }, query: { state, limit: ROWS_A_PAGE } };
  const pages = usePages(newsletterRoutes.listSubscribers, request, ({ subscribers }) => subscribers);
  return (
    <Card flush>
      <Paged
        pages={pages}
        lines={6}
        empty={
          <Empty
            title={state === 'confirmed' ? 'Nobody gets it yet' : `Nobody: ${wordsOf(state).toLowerCase()}`}
          >
            {state === 'confirmed' ? 'Link to its form, or add people who have agreed elsewhere.' : undefined}
          </Empty>
        }
      >
        <Table
          label="Subscribers"
          columns={columnsOf(newsletter)}
          rows={pages.rows}
          keyOf={({ lead }) => lead}
          more={pages.more}
          hasMore={pages.hasMore}
        />
      </Paged>
    </Card>
  );
}
