import { Link } from '@tanstack/react-router';
import type { MeetingState, MeetingView } from '../../../../shared/meetings/contract/meeting.ts';
import { duration, exactly } from '../../format/times.ts';
import { Badge, type Tone, wordsOf } from '../../ui/badge.tsx';
import type { Column } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';

const TONES: Readonly<Record<MeetingState, Tone>> = {
  requested: 'warn',
  booked: 'good',
  rescheduled: 'neutral',
  declined: 'bad',
  cancelled: 'neutral',
};

export const MeetingStateBadge = ({ of: state }: { readonly of: MeetingState }) => (
  <Badge tone={TONES[state]}>{wordsOf(state)}</Badge>
);

/** How long a meeting is, such as `30 min`. */
export const lengthOf = ({ startsAt, endsAt }: Pick<MeetingView, 'startsAt' | 'endsAt'>): string =>
  duration(Date.parse(endsAt) - Date.parse(startsAt));

export const meetingColumns: readonly Column<MeetingView>[] = [
  {
    header: 'Meeting',
    width: '2fr',
    cell: ({ id, title }) => (
      <Link to="/meetings/$id" params={{ id } as never}>
        {title}
      </Link>
    ),
  },
  { header: 'With', width: '1.6fr', wide: true, cell: ({ attendee }) => attendee },
  { header: 'State', width: '7rem', cell: ({ state }) => <MeetingStateBadge of={state} /> },
  { header: 'Begins', width: '8rem', cell: ({ startsAt }) => <Time at={startsAt} /> },
  { header: 'On', width: '1.6fr', wide: true, cell: ({ startsAt }) => exactly(startsAt) },
  { header: 'Length', width: '5rem', align: 'end', wide: true, cell: lengthOf },
  { header: 'By', width: '5rem', wide: true, cell: ({ source }) => wordsOf(source) },
];
