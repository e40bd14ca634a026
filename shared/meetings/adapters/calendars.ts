import type { BookingService } from '../../channels/contract/calendar.ts';
import type { BookingCalendar } from '../app/ports/booking-calendar.ts';
import { type CalendarAccount, type CalendarAccounts, calendarAccountOf, signingKeyOf } from './accounts.ts';
import { calcomCalendar } from './calcom/calcom-calendar.ts';
import { calendlyCalendar } from './calendly/calendly-calendar.ts';

const OPEN: Readonly<Record<BookingService, (account: CalendarAccount) => BookingCalendar>> = {
  calendly: calendlyCalendar,
  calcom: calcomCalendar,
};

/** The calendars of workspaces, and the keys with which their services sign. */
export const calendarsOf = (accounts: CalendarAccounts, deploymentSecret: string) => ({
  calendars(workspace: string, service: BookingService): BookingCalendar | undefined {
    const account = calendarAccountOf(accounts, workspace, service);
    return account && account.token !== '' ? OPEN[service](account) : undefined;
  },
  /** Empty, which no signature is made with, where there is no account. */
  signingKey(workspace: string, service: BookingService): string {
    const account = calendarAccountOf(accounts, workspace, service);
    return account ? signingKeyOf(deploymentSecret, workspace, service, account) : '';
  },
});
