import type { BookingService } from '../../../shared/channels/contract/calendar.ts';
import type { Clock } from '../../../shared/kernel/clock.ts';
import { RexError } from '../../../shared/kernel/errors.ts';
import {
  type CalendarAccounts,
  calendarAccountOf,
  signingKeyOf,
} from '../../../shared/meetings/adapters/accounts.ts';
import { isFromCalcom } from '../../../shared/meetings/adapters/calcom/calcom-signature.ts';
import { calcomNews } from '../../../shared/meetings/adapters/calcom/calcom-webhook.ts';
import { isFromCalendly } from '../../../shared/meetings/adapters/calendly/calendly-signature.ts';
import { calendlyNews } from '../../../shared/meetings/adapters/calendly/calendly-webhook.ts';
import {
  listMeetings,
  type ViewMeetingsDeps,
  viewMeeting,
} from '../../../shared/meetings/app/view-meetings.ts';
import type { MeetingMessage, MeetingNews } from '../../../shared/meetings/contract/messages.ts';
import { meetingRoutes } from '../../../shared/meetings/contract/routes.ts';
import type { Queue } from '../../../shared/platform/ports/queues.ts';
import { httpHandler } from '../../../shared/platform/runtime/http.ts';

export interface MeetingsDeps extends ViewMeetingsDeps {
  readonly accounts: CalendarAccounts;
  /** The secret from which keys of webhooks derive. */
  readonly secret: string;
  readonly queue: Queue<MeetingMessage>;
  readonly clock: Clock;
}

export const meetingsHandler = (deps: MeetingsDeps) =>
  httpHandler(meetingRoutes, {
    listMeetings: async ({ caller, query }) => ({ body: await listMeetings(deps, caller.workspace, query) }),
    getMeeting: async ({ caller, params }) => ({
      body: await viewMeeting(deps, caller.workspace, params.id),
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

/** By the key of the workspace in the address: no other calendar can speak for it. @throws RexError UNAUTHENTICATED */
function verify(
  { accounts, secret }: MeetingsDeps,
  workspace: string,
  service: BookingService,
  isGenuine: (key: string) => boolean,
): void {
  const account = calendarAccountOf(accounts, workspace, service);
  if (!account || !isGenuine(signingKeyOf(secret, workspace, service, account))) {
    throw new RexError('UNAUTHENTICATED', 'The signature of this webhook is missing, wrong or too old.');
  }
}

async function enqueue({ queue }: MeetingsDeps, workspace: string, news: MeetingNews[]) {
  if (news.length > 0) await queue.send([{ workspace, news }]);
  return {};
}
