import { Link } from '@tanstack/react-router';
import type { z } from 'zod';
import type { listedMessageSchema } from '../../../../../shared/leads/contract/routes.ts';
import { State, wordsOf } from '../../../ui/badge.tsx';
import type { Column } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';
import { latestOf } from './latest.ts';
import { Resolve } from './resolve.tsx';

type Message = z.output<typeof listedMessageSchema>;

export const messageColumns: readonly Column<Message>[] = [
  { header: 'Step', width: '2.5rem', cell: ({ step }) => step },
  {
    header: 'Message',
    width: '2fr',
    cell: ({ subject, channel }) => (subject === '' ? wordsOf(channel) : subject),
  },
  {
    header: 'To',
    width: '1.6fr',
    cell: ({ leadId, to }) => (
      <Link to="/leads/$id" params={{ id: leadId } as never} title={to?.address}>
        {to === null ? 'Somebody who was erased' : (to.name ?? to.address)}
        {to === null || to.name === null ? null : <span className="quiet"> {to.address}</span>}
      </Link>
    ),
  },
  { header: 'Variant', width: '4rem', wide: true, cell: ({ variant }) => variant },
  { header: 'Channel', width: '5rem', wide: true, cell: ({ channel }) => wordsOf(channel) },
  { header: 'State', width: '6.5rem', cell: ({ state }) => <State of={state} /> },
  {
    header: 'Latest',
    width: '1.6fr',
    wide: true,
    cell: (message) => {
      const { what, at } = latestOf(message);
      return (
        <>
          {what}{' '}
          <span className="quiet">
            <Time at={at} />
          </span>
        </>
      );
    },
  },
  {
    header: 'Why',
    width: '2fr',
    wide: true,
    cell: ({ id, state, reason, channelReason }) =>
      state === 'unknown' ? <Resolve id={id} reason={reason} /> : (reason ?? channelReason ?? ''),
  },
];

const GIVE_WAY = new Set(['Step', 'State']);

/** Where a person says what happened, the buttons for it are there on narrow screens too. */
export const unknownColumns: readonly Column<Message>[] = messageColumns.map((column) =>
  column.header === 'Why'
    ? { ...column, wide: false, width: '13rem' }
    : GIVE_WAY.has(column.header)
      ? { ...column, wide: true }
      : column,
);
