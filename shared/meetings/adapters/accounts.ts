import { createHmac } from 'node:crypto';
import * as z from 'zod';
import type { BookingService } from '../../channels/contract/calendar.ts';

const accountSchema = z.object({
  /** A personal access token of Calendly, or an API key of Cal.com. */
  token: z.string().default(''),
  /** With which the service signs webhooks; empty: the one that Rex gives it when it connects. */
  signingKey: z.string().default(''),
  /** Any server that speaks the protocol; empty: the service's own. */
  baseUrl: z.string().default(''),
});
export type CalendarAccount = z.infer<typeof accountSchema>;

/** By workspace; `*` is for all that have none of their own. */
export const calendarAccountsSchema = z.record(
  z.string(),
  z.object({ calendly: accountSchema.optional(), calcom: accountSchema.optional() }),
);
export type CalendarAccounts = z.infer<typeof calendarAccountsSchema>;

export const calendarAccountOf = (
  accounts: CalendarAccounts,
  workspace: string,
  service: BookingService,
): CalendarAccount | undefined =>
  (Object.hasOwn(accounts, workspace) ? accounts[workspace] : accounts['*'])?.[service];

/**
 * The key with which the service signs what it tells of a workspace. Where nobody has put one in, it derives from the secret
 * of the deployment, and is another one for each workspace, also where they share an account.
 */
export const signingKeyOf = (
  deploymentSecret: string,
  workspace: string,
  service: BookingService,
  { signingKey }: CalendarAccount,
): string =>
  signingKey ||
  createHmac('sha256', deploymentSecret).update(`calendar-webhook\n${service}\n${workspace}`).digest('hex');
