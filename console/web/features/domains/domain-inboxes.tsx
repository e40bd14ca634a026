import { resourceRoutes } from '../../../../shared/allocation/contract/routes.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Used } from '../../ui/used.tsx';
import { Holders } from './holders.tsx';
import { InboxActions } from './inbox-actions.tsx';
import { InboxForm } from './inbox-form.tsx';
import type { PooledDomain, Standing } from './resources.ts';

type Inbox = Standing['inboxes'][number];

interface DomainInboxesProps {
  readonly standing: Standing;
  readonly pooled: PooledDomain | undefined;
}

const columnsOf = (domain: string, pooled: PooledDomain | undefined): readonly Column<Inbox>[] => [
  { header: 'Inbox', width: '1.6fr', cell: ({ name }) => `${name}@${domain}` },
  { header: 'State', width: '5.5rem', wide: true, cell: ({ status }) => <State of={status} /> },
  {
    header: 'Today / cap',
    width: '6rem',
    cell: ({ name, sentToday, dailyCap }) => (
      <Used label={`E-mails of ${name} today`} value={sentToday} of={dailyCap} />
    ),
  },
  {
    header: 'Held by',
    width: '1.2fr',
    wide: true,
    cell: ({ name }) => <Holders of={pooled?.inboxes.find((each) => each.name === name)?.holders ?? []} />,
  },
  { header: 'Billed for', width: '5.5rem', wide: true, cell: ({ billedFor }) => billedFor ?? '–' },
  {
    header: 'Actions',
    width: '9.25rem',
    align: 'end',
    cell: (inbox) => <InboxActions domain={domain} inbox={inbox} />,
  },
];

/** The inboxes of a domain with their caps. */
export function DomainInboxes({ standing: { domain, inboxes }, pooled }: DomainInboxesProps) {
  const session = useSession();
  return (
    <Card
      title="Inboxes"
      flush
      actions={
        session.may(resourceRoutes.setInbox) ? (
          <InboxForm domain={domain} label="Add inbox" title={`Add an inbox to ${domain}`} />
        ) : undefined
      }
    >
      {inboxes.length === 0 ? (
        <Empty title="No inbox">
          It sends from the sender of the settings. Inboxes spread its mail over several senders, each with a
          cap of its own.
        </Empty>
      ) : (
        <Table
          label={`Inboxes of ${domain}`}
          columns={columnsOf(domain, pooled)}
          rows={inboxes}
          keyOf={({ name }) => name}
        />
      )}
    </Card>
  );
}
