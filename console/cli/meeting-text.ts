import type { CalendarView, MeetingView } from '../../shared/meetings/contract/meeting.ts';
import { moment } from './terminal/moment.ts';
import { renderFacts, renderTable } from './terminal/table.ts';

/** Title, place and reason are texts from outside; the table keeps them on one line. */
export const renderMeetings = (meetings: readonly MeetingView[]): string =>
  renderTable(meetings, [
    { title: 'Begins', cell: ({ startsAt }) => moment(startsAt) },
    { title: 'State', cell: ({ state }) => state },
    { title: 'With', cell: ({ attendee }) => attendee, maxWidth: 40 },
    { title: 'Title', cell: ({ title }) => title, maxWidth: 40 },
    { title: 'Mission', cell: ({ missionId }) => missionId ?? '' },
    { title: 'Meeting', cell: ({ id }) => id },
  ]);

export const renderMeeting = (meeting: MeetingView): string =>
  renderFacts([
    ['Meeting', meeting.id],
    ['State', meeting.state],
    ['Begins', moment(meeting.startsAt)],
    ['Ends', moment(meeting.endsAt)],
    ['With', meeting.attendee],
    ['Title', meeting.title],
    ['Place', meeting.location ?? '-'],
    ['By', meeting.source],
    ...invitationFacts(meeting),
    ['Lead', `${meeting.leadId} (found by ${meeting.matchedBy})`],
    ['Mission', meeting.missionId === null ? '-' : `${meeting.missionId}, step ${meeting.step ?? '-'}`],
    ['Booked', meeting.bookedAt === null ? 'never' : moment(meeting.bookedAt)],
    ...(meeting.endedAt === null
      ? []
      : [
          [
            'Off since',
            `${moment(meeting.endedAt)}${meeting.endedBecause === null ? '' : `: ${meeting.endedBecause}`}`,
          ] as const,
        ]),
  ]);

type Facts = Parameters<typeof renderFacts>[0];

/** What became of the mail, and what was answered. Addresses and times in it are from outside. */
function invitationFacts({ invitation, attendee }: MeetingView): Facts {
  if (!invitation) return [];
  const { sequence, mailState, mailReason, approvalId, answers, proposal } = invitation;
  const waits = mailState === 'pending' ? `: rex approvals show ${approvalId}` : '';
  const mail = `${mailState ?? 'not sent'}${waits}${mailReason === null ? '' : `: ${mailReason}`}`;
  return [
    ['Invitation', `version ${sequence}, ${mail}`],
    ...answers.map((said): Facts[number] => [
      'Answered',
      `${said.answer} to version ${said.sequence} at ${moment(said.at)}` +
        (said.attendee === attendee ? '' : `, by ${said.attendee}, who was not invited`),
    ]),
    ...(proposal
      ? [['Proposed', `${moment(proposal.startsAt)} to ${moment(proposal.endsAt)}`] as const]
      : []),
  ];
}

export const renderCalendar = (calendar: CalendarView): string =>
  calendar.service === 'none'
    ? 'No calendar is connected: run "rex calendar connect".'
    : renderFacts([
        ['Service', calendar.service],
        [
          'Account',
          calendar.hasAccount ? 'in the secret rex/calendars' : 'missing in the secret rex/calendars',
        ],
        ['Booked is', calendar.eventType ?? '-'],
        ['Page', calendar.bookingUrl ?? '-'],
        ['Webhook', calendar.webhookUrl ?? '-'],
      ]);
