import { Link } from '@tanstack/react-router';
import { EVENT_CHANNELS } from '../../../../shared/kernel/contract/event-channels.ts';
import { useAddress } from '../../app/address.ts';
import { Who } from '../../app/who.tsx';
import { count } from '../../format/numbers.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty, Loading, Problem } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { auditAddressSchema } from './address.ts';
import { EventDialog } from './event-dialog.tsx';
import { matches } from './matches.ts';
import { type AuditEvent, MOST_PAST, useEvents } from './past.ts';
import { TextFilter } from './text-filter.tsx';

const columns: readonly Column<AuditEvent>[] = [
  {
    header: 'What',
    width: '1.6fr',
    cell: ({ id, name }) => (
      <Link to="." search={(old: Record<string, unknown>) => ({ ...old, show: id })}>
        {wordsOf(name.replace('.', ' '))}
      </Link>
    ),
  },
  {
    header: 'About',
    width: '2fr',
    wide: true,
    cell: ({ aggregate }) => (
      <>
        <span className="quiet">{wordsOf(aggregate.type)}</span> {aggregate.id}
      </>
    ),
  },
  { header: 'Who', width: '1.4fr', cell: ({ actor }) => <Actor of={actor} /> },
  { header: 'Channel', width: '8.5rem', wide: true, cell: ({ channel }) => wordsOf(channel) },
  { header: 'When', width: '7.5rem', align: 'end', cell: ({ at }) => <Time at={at} /> },
];

const KINDS = { user: 'Person', rex: 'Rex', provider: 'Provider', recipient: 'Recipient' } as const;

const Actor = ({ of: { kind, id } }: { readonly of: AuditEvent['actor'] }) => (
  <span title={id}>
    {id === kind ? (
      KINDS[kind]
    ) : (
      <>
        <span className="quiet">{KINDS[kind]}</span> {kind === 'user' ? <Who is={id} /> : id}
      </>
    )}
  </span>
);

/** What happened in the last day: Rex keeps events for so long, and a webhook can keep them for ever. */
export function Events() {
  const [{ channel, name, who, show }, change] = useAddress(auditAddressSchema);
  const { events, error, isLoading, refetch } = useEvents();
  const oldest = events.at(-1);
  const rows = events.filter((event) => matches({ channel, name, who }, event));
  return (
    <>
      <Filters>
        <Filter
          label="Channel"
          value={channel}
          options={EVENT_CHANNELS.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ channel: value })}
        />
        <TextFilter
          label="Name"
          value={name}
          placeholder="domain.paused"
          onChange={(value) => change({ name: value })}
        />
        <TextFilter label="Who" value={who} placeholder="ann" onChange={(value) => change({ who: value })} />
        <span className="quiet small">
          {count(rows.length)} of {count(events.length)} events
          {oldest === undefined ? null : (
            <>
              , the oldest <Time at={oldest.at} />
            </>
          )}
        </span>
      </Filters>
      <p className="quiet small">
        Rex keeps events for at least a day, and the latest {count(MOST_PAST)} of them stand here; what
        happens meanwhile is added. What happened to a mission or a person before stands on their own page,
        and what Rex decided under Decisions. To keep every event for longer, let a{' '}
        <Link to="/settings" search={{ section: 'webhooks' } as never}>
          webhook
        </Link>{' '}
        send them to a system of yours.
      </p>
      {error === null ? null : <Problem error={error} retry={() => void refetch()} />}
      <Card flush>
        {isLoading && events.length === 0 ? (
          <Loading lines={8} />
        ) : rows.length === 0 ? (
          <Empty title={events.length === 0 ? 'Nothing happened in the last day' : 'No event matches'}>
            {events.length === 0
              ? 'Whatever a person or Rex does stands here from then on, for a day.'
              : 'Change the filters to see others.'}
          </Empty>
        ) : (
          <Table
            label="Events"
            columns={columns}
            rows={rows}
            keyOf={({ id }) => id}
            isCurrent={({ id }) => id === show}
          />
        )}
      </Card>
      <EventDialog
        event={events.find(({ id }) => id === show)}
        onClose={() => change({ show: undefined }, { replace: true })}
      />
    </>
  );
}
