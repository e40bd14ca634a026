import type { BookingService } from '../../channels/contract/calendar.ts';
import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import { workspaceEvent } from '../../workspaces/domain/workspace-event.ts';
import type { CalendarView } from '../contract/meeting.ts';
import { accountOf, type CalendarDeps } from './calendar-of.ts';
import type { EventType } from './ports/booking-calendar.ts';

export interface ConnectCalendarDeps extends CalendarDeps {
  readonly clock: Clock;
  /** The key with which the service is to sign what it tells of this workspace. */
  readonly signingKey: (workspace: string, service: BookingService) => string;
  /** HTTPS base of the webhooks, without a slash at the end. */
  readonly publicBaseUrl: string;
}

export interface ConnectCalendar {
  readonly workspace: string;
  readonly service: BookingService;
  /** Needed where the account offers more than one. */
  readonly eventType?: string | undefined;
  readonly cause: Cause;
}

/**
 * Has the leads of a workspace book in this account: chooses what they book, has the service tell of bookings, and puts the
 * page into the settings. The same again sets the webhook up anew.
 * @throws RexError VALIDATION_FAILED for an unknown event type; CONFLICT without an account or settings; and what the
 * service says
 */
export async function connectCalendar(
  deps: ConnectCalendarDeps,
  input: ConnectCalendar,
): Promise<CalendarView> {
  const { workspace, service, cause } = input;
  const calendar = accountOf(deps, workspace, service);
  const chosen = chooseType(await calendar.eventTypes(), input.eventType);
  await calendar.subscribe({
    url: webhookUrl(deps, workspace, service),
    signingKey: deps.signingKey(workspace, service),
  });
  await changeCalendar(deps, workspace, cause, (before) => ({
    ...before,
    service,
    eventType: chosen.id,
    bookingUrl: chosen.bookingUrl,
  }));
  return viewCalendar(deps, workspace);
}

/** Bookings that are told of no more are not heard of: those that are known stay. */
export async function disconnectCalendar(
  deps: ConnectCalendarDeps,
  { workspace, cause }: { readonly workspace: string; readonly cause: Cause },
): Promise<CalendarView> {
  const { service = 'none' } = (await deps.workspaces.get(workspace))?.settings.calendar ?? {};
  if (service !== 'none') {
    await deps.calendars(workspace, service)?.unsubscribe(webhookUrl(deps, workspace, service));
    await changeCalendar(deps, workspace, cause, ({ minutes }) => ({ service: 'none', minutes }));
  }
  return viewCalendar(deps, workspace);
}

export async function viewCalendar(deps: ConnectCalendarDeps, workspace: string): Promise<CalendarView> {
  const settings = (await deps.workspaces.get(workspace))?.settings.calendar;
  const service = settings?.service ?? 'none';
  return {
    service,
    eventType: settings?.eventType ?? null,
    bookingUrl: settings?.bookingUrl ?? null,
    webhookUrl: service === 'none' ? null : webhookUrl(deps, workspace, service),
    hasAccount: service !== 'none' && deps.calendars(workspace, service) !== undefined,
  };
}

function chooseType(offered: readonly EventType[], wanted: string | undefined): EventType {
  const [first, second] = offered;
  const chosen =
    wanted === undefined ? (second ? undefined : first) : offered.find(({ id }) => id === wanted);
  if (chosen) return chosen;
  const names = offered.map(({ id, name, minutes }) => `${id} (${name}, ${minutes} minutes)`).join('; ');
  const message =
    first === undefined
      ? 'the account offers nothing that can be booked'
      : `must be one of those that the account offers: ${names}`;
  throw new RexError('VALIDATION_FAILED', `Which event type people book is not clear: it ${message}.`, {
    fields: [{ path: 'body.eventType', message }],
  });
}

const webhookUrl = (
  { publicBaseUrl }: Pick<ConnectCalendarDeps, 'publicBaseUrl'>,
  workspace: string,
  service: BookingService,
): string => `${publicBaseUrl}/webhook/${service}/${workspace}`;

async function changeCalendar(
  { workspaces, clock }: ConnectCalendarDeps,
  workspace: string,
  cause: Cause,
  change: (before: Settings['calendar']) => Settings['calendar'],
): Promise<void> {
  await retryOnConflict(async () => {
    const record = await workspaces.get(workspace);
    if (!record) throw new RexError('CONFLICT', 'The workspace has no settings yet.');
    const calendar = change(record.settings.calendar);
    if (JSON.stringify(calendar) === JSON.stringify(record.settings.calendar)) return;
    const after = { workspace, version: record.version + 1 };
    const told = { changed: ['calendar'] };
    const event = workspaceEvent(after, 'workspace.settings-changed', cause, told, clock.now());
    await workspaces.save({ ...record, settings: { ...record.settings, calendar } }, 'version', [event]);
  });
}
