import type { BookingService } from '../../../shared/channels/contract/calendar.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import { type CalendarAccounts, calendarAccountOf } from '../../../shared/meetings/adapters/accounts.ts';
import { isFromCalcom } from '../../../shared/meetings/adapters/calcom/calcom-signature.ts';
import { calcomNews } from '../../../shared/meetings/adapters/calcom/calcom-webhook.ts';
import { isFromCalendly } from '../../../shared/meetings/adapters/calendly/calendly-signature.ts';
import { calendlyNews } from '../../../shared/meetings/adapters/calendly/calendly-webhook.ts';
import { type BookMeetingDeps, bookMeeting } from '../../../shared/meetings/app/book-meeting.ts';
import { bookingLink } from '../../../shared/meetings/app/booking-link.ts';
import { cancelMeeting } from '../../../shared/meetings/app/cancel-meeting.ts';
import { changeInvitation } from '../../../shared/meetings/app/change-invitation.ts';
import {
  type ConnectCalendarDeps,
  connectCalendar,
  disconnectCalendar,
  viewCalendar,
} from '../../../shared/meetings/app/connect-calendar.ts';
import { type InviteLeadDeps, inviteLead } from '../../../shared/meetings/app/invite-lead.ts';
import { listSlots } from '../../../shared/meetings/app/list-slots.ts';
import { listMeetings, viewMeeting } from '../../../shared/meetings/app/view-meetings.ts';
import type { MeetingMessage, MeetingNews } from '../../../shared/meetings/contract/messages.ts';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import type { Queue } from '../../../shared/platform/ports/queues.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';
import type { Caller } from '../../../shared/platform/runtime/http-event.ts';

export interface MeetingsDeps extends BookMeetingDeps, ConnectCalendarDeps, InviteLeadDeps {
  readonly publicBaseUrl: string;
  readonly accounts: CalendarAccounts;
  readonly queue: Queue<MeetingMessage>;
}

export const meetingsHandler = (deps: MeetingsDeps) =>
  httpHandler(meetingRoutes, {
    listMeetings: async ({ caller, query }) => ({ body: await listMeetings(deps, caller.workspace, query) }),
    getMeeting: async ({ caller, params }) => ({
      body: await viewMeeting(deps, caller.workspace, params.id),
    }),
    bookMeeting: async ({ caller, body, correlationId }) => ({
      body: await bookMeeting(deps, {
        workspace: caller.workspace,
        ...body,
        cause: causeOf(caller, correlationId),
      }),
    }),
    inviteToMeeting: async ({ caller, body, headers, correlationId }) => ({
      body: await inviteLead(deps, {
        workspace: caller.workspace,
        ...body,
        idempotencyKey: headers['idempotency-key'],
        cause: causeOf(caller, correlationId),
      }),
    }),
    changeMeeting: async ({ caller, params, body, correlationId }) => ({
      body: await changeInvitation(deps, {
        workspace: caller.workspace,
        ...params,
        ...body,
        cause: causeOf(caller, correlationId),
      }),
    }),
    cancelMeeting: async ({ caller, params, body, correlationId }) => ({
      body: await cancelMeeting(deps, {
        workspace: caller.workspace,
        ...params,
        ...body,
        cause: causeOf(caller, correlationId),
      }),
    }),
    getCalendar: async ({ caller }) => ({ body: await viewCalendar(deps, caller.workspace) }),
    connectCalendar: async ({ caller, body, correlationId }) => ({
      body: await connectCalendar(deps, {
        workspace: caller.workspace,
        ...body,
        cause: causeOf(caller, correlationId),
      }),
    }),
    disconnectCalendar: async ({ caller, correlationId }) => ({
      body: await disconnectCalendar(deps, {
        workspace: caller.workspace,
        cause: causeOf(caller, correlationId),
      }),
    }),
    listSlots: async ({ caller, query }) => ({ body: await listSlots(deps, caller.workspace, query) }),
    createBookingLink: async ({ caller, body }) => ({
      body: await bookingLink(deps, caller.workspace, body.leadId),
    }),
    calendlyEvents: async ({ headers, rawBody, signedAddress }) => {
      const { workspace } = signedAddress().params;
      const signature = headers['calendly-webhook-signature'];
      verify(deps, workspace, 'calendly', (key) =>
        isFromCalendly({ rawBody, signature }, key, deps.clock.now()),
      );
      return enqueue(deps, workspace, calendlyNews(rawBody));
    },
    calcomEvents: async ({ headers, rawBody, signedAddress }) => {
      const { workspace } = signedAddress().params;
      const signature = headers['x-cal-signature-256'];
      verify(deps, workspace, 'calcom', (key) => isFromCalcom({ rawBody, signature }, key));
      return enqueue(deps, workspace, calcomNews(rawBody));
    },
  });

const causeOf = ({ subject }: Caller, correlationId: string) =>
  ({ actor: { kind: 'user', id: subject }, correlationId }) as const;

/** By the key of the workspace in the address: no other calendar can speak for it. @throws RexError UNAUTHENTICATED */
function verify(
  { accounts, signingKey }: MeetingsDeps,
  workspace: string,
  service: BookingService,
  isGenuine: (key: string) => boolean,
): void {
  const account = calendarAccountOf(accounts, workspace, service);
  if (!account || !isGenuine(signingKey(workspace, service))) {
    throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing, wrong or too old.');
  }
}

async function enqueue({ queue }: MeetingsDeps, workspace: string, news: MeetingNews[]) {
  if (news.length > 0) await queue.send([{ workspace, news }]);
  return {};
}
