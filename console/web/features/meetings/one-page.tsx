import { Link } from '@tanstack/react-router';
import type { MeetingView } from '../../../../shared/meetings/contract/meeting.ts';
import { meetingRoutes } from '../../../../shared/meetings/contract/routes.ts';
import { useApi, useCommand } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { exactly } from '../../format/times.ts';
import { useSession } from '../../sign-in/session-context.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Confirm } from '../../ui/confirm.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Facts } from '../../ui/facts.tsx';
import { Loaded, Notice } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Time } from '../../ui/time.tsx';
import { useTell } from '../../ui/toast.tsx';
import { lengthOf, MeetingStateBadge } from './columns.tsx';
import { MoveMeeting } from './move-meeting.tsx';

/** One meeting: when, with whom, what the person answered. */
export function Page() {
  const id = usePathPart('id');
  const request = { params: { id } };
  const query = useApi(meetingRoutes.getMeeting, request);
  const meeting = query.data;
  return (
    <PageFrame
      title={meeting?.title ?? 'Meeting'}
      about={<Link to="/meetings">All meetings</Link>}
      actions={
        <>
          {meeting === undefined ? null : <MeetingStateBadge of={meeting.state} />}
          <CopyAs route={meetingRoutes.getMeeting} request={request} command={`rex meetings show ${id}`} />
          {meeting === undefined ? null : <Actions of={meeting} />}
        </>
      }
    >
      <Loaded query={query}>{(view) => <Meeting of={view} />}</Loaded>
    </PageFrame>
  );
}

function Actions({ of: meeting }: { readonly of: MeetingView }) {
  const session = useSession();
  const tell = useTell();
  const cancel = useCommand(meetingRoutes.cancelMeeting, ['leads', 'inbox']);
  const { id, state, invitation } = meeting;
  if ((state !== 'booked' && state !== 'requested') || !session.may(meetingRoutes.cancelMeeting)) return null;
  return (
    <>
      {invitation === null ? null : <MoveMeeting of={meeting} />}
      <Confirm
        kind="danger"
        label="Call off"
        title="Call this meeting off?"
        about="The person is told, with your reason. It cannot be taken back; you can invite them again."
        reason="required"
        run={async (reason) => {
          await cancel.mutateAsync({ params: { id }, body: { reason } });
          tell('The meeting is called off.');
        }}
      />
    </>
  );
}

function Meeting({ of: meeting }: { readonly of: MeetingView }) {
  const { startsAt, attendee, location, leadId, missionId, step, matchedBy, source, invitation } = meeting;
  return (
    <div className="grid">
      <Card title="When and with whom">
        <Facts
          of={[
            [
              'Begins',
              <span key="at">
                {exactly(startsAt)} (<Time at={startsAt} />)
              </span>,
            ],
            ['Length', lengthOf(meeting)],
            ['Place', location],
            [
              'With',
              <Link key="lead" to="/leads/$id" params={{ id: leadId } as never}>
                {attendee}
              </Link>,
            ],
            ['Found by', wordsOf(matchedBy)],
            ['By', wordsOf(source)],
            [
              'Led by',
              missionId === null ? null : (
                <Link key="mission" to="/missions/$id" params={{ id: missionId } as never}>
                  mission{step === null ? '' : `, step ${step}`}
                </Link>
              ),
            ],
            ['Booked', meeting.bookedAt === null ? null : <Time key="booked" at={meeting.bookedAt} />],
            ['Ended', meeting.endedAt === null ? null : <Time key="ended" at={meeting.endedAt} />],
            ['Because', meeting.endedBecause],
          ]}
        />
      </Card>
      {invitation === null ? null : (
        <Card title="Invitation">
          <div className="stack">
            <Facts
              of={[
                ['Version', invitation.sequence],
                [
                  'Mail',
                  invitation.mailState === null ? null : <State key="mail" of={invitation.mailState} />,
                ],
                ['Why', invitation.mailReason],
                [
                  'Approval',
                  invitation.approvalId === null ? null : (
                    <Link key="approval" to="/approvals/$id" params={{ id: invitation.approvalId } as never}>
                      See it
                    </Link>
                  ),
                ],
                ...invitation.answers.map(
                  ({ attendee: who, answer, sequence, at }) =>
                    [
                      who,
                      <span key={who}>
                        {wordsOf(answer)} version {sequence}, <Time at={at} />
                      </span>,
                    ] as const,
                ),
              ]}
            />
            {invitation.proposal === null ? null : (
              <Notice tone="warn">
                They propose {exactly(invitation.proposal.startsAt)} instead. Move the meeting to take it.
              </Notice>
            )}
          </div>
        </Card>
      )}
    </div>
  );
}
