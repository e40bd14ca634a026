import { Link } from '@tanstack/react-router';
import { decimal } from '../../format/numbers.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Used } from '../../ui/used.tsx';
import { Holders } from './holders.tsx';
import { InboxActions } from './inbox-actions.tsx';
import { type PooledDomain, type PooledInbox, shownStateOf } from './resources.ts';

export const domainColumns: readonly Column<PooledDomain>[] = [
  {
    header: 'Domain',
    width: '2fr',
    cell: ({ domain }) => (
      <Link to="/domains/$id" params={{ id: domain } as never} title={domain}>
        {domain}
      </Link>
    ),
  },
  {
    header: 'State',
    width: '6.5rem',
    cell: (domain) => <State of={shownStateOf(domain)} tone={toneOf(domain)} />,
  },
  {
    header: 'Today / cap',
    width: '7rem',
    wide: true,
    cell: ({ domain, sentToday, dailyCap }) => (
      <Used label={`E-mails of ${domain} today`} value={sentToday} of={dailyCap} />
    ),
  },
  { header: 'Warmup', width: '8rem', wide: true, cell: warmupOf },
  { header: 'Health', width: '6rem', wide: true, cell: ({ health }) => <State of={health} /> },
  {
    header: 'Reputation',
    width: '5rem',
    align: 'end',
    wide: true,
    cell: ({ reputation }) => decimal(reputation),
  },
  {
    header: 'Held by',
    width: '1.6fr',
    wide: true,
    cell: ({ holders, obstacle }) =>
      holders.length === 0 && obstacle ? (
        <span className="quiet" title={obstacle}>
          {obstacle.charAt(0).toUpperCase() + obstacle.slice(1)}
        </span>
      ) : (
        <Holders of={holders} />
      ),
  },
  { header: 'Came', width: '6.5rem', wide: true, cell: ({ tier }) => CAME[tier] },
];

export const inboxColumns: readonly Column<PooledInbox>[] = [
  { header: 'Inbox', width: '2fr', cell: ({ inbox, domain }) => `${inbox.name}@${domain.domain}` },
  { header: 'State', width: '5.5rem', cell: ({ inbox }) => <State of={inbox.status} /> },
  {
    header: 'Today / cap',
    width: '7rem',
    cell: ({ inbox }) => (
      <Used label={`E-mails of ${inbox.name} today`} value={inbox.sentToday} of={inbox.dailyCap} />
    ),
  },
  {
    header: 'Health of its domain',
    width: '9rem',
    wide: true,
    cell: ({ domain }) => <State of={domain.health} />,
  },
  { header: 'Held by', width: '1.4fr', wide: true, cell: ({ inbox }) => <Holders of={inbox.holders} /> },
  {
    header: 'Actions',
    width: '11rem',
    align: 'end',
    wide: true,
    cell: ({ inbox, domain }) => <InboxActions domain={domain.domain} inbox={inbox} />,
  },
];

const CAME = { custom: 'In use', prewarmed: 'Warm', warming: 'New' } as const;

function toneOf(domain: PooledDomain) {
  const state = shownStateOf(domain);
  if (state === 'active') return 'good' as const;
  return state === 'warming' || state === 'recovering' ? ('info' as const) : ('warn' as const);
}

function warmupOf({ warmup, warmupDay }: PooledDomain) {
  return warmup === 'warm' ? 'Warm' : `${wordsOf(warmup)}, day ${warmupDay}`;
}
