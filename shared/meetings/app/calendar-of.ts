import type { BookingService } from '../../channels/contract/calendar.ts';
import { RexError } from '../../kernel/errors.ts';
import type { WorkspaceStore } from '../../workspaces/app/ports/workspace.ts';
import type { Settings } from '../../workspaces/contract/settings.ts';
import type { BookingCalendar } from './ports/booking-calendar.ts';

export interface CalendarDeps {
  readonly workspaces: WorkspaceStore;
  /** Undefined where no account is in the secret. */
  readonly calendars: (workspace: string, service: BookingService) => BookingCalendar | undefined;
}

/** @throws RexError CONFLICT when no account is in the secret */
export function accountOf(
  { calendars }: Pick<CalendarDeps, 'calendars'>,
  workspace: string,
  service: BookingService,
): BookingCalendar {
  const calendar = calendars(workspace, service);
  if (calendar) return calendar;
  throw new RexError(
    'CONFLICT',
    `There is no account of ${service} for this workspace: put its token into the secret rex/calendars.`,
  );
}

export interface ConnectedCalendar {
  readonly service: BookingService;
  readonly calendar: BookingCalendar;
  readonly eventType: string;
  readonly settings: Settings;
}

/** The calendar in which the leads of a workspace book. @throws RexError CONFLICT when none is connected */
export async function connectedCalendar(deps: CalendarDeps, workspace: string): Promise<ConnectedCalendar> {
  const settings = (await deps.workspaces.get(workspace))?.settings;
  const { service = 'none', eventType } = settings?.calendar ?? {};
  if (!settings || service === 'none' || eventType === undefined)
    throw new RexError('CONFLICT', 'No calendar is connected: run `rex calendar connect`.');
  return { service, calendar: accountOf(deps, workspace, service), eventType, settings };
}
