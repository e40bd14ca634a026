import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type CalendarAccounts, calendarAccountsSchema } from '../meetings/adapters/accounts.ts';
import { readSecretSettings } from '../platform/adapters/secrets/secret-reader.ts';

/** The accounts at booking services by workspace; empty when none is set up. */
export const readCalendarAccounts = async (
  secrets: SecretsManagerClient,
  secretArn: string,
): Promise<CalendarAccounts> => calendarAccountsSchema.parse(await readSecretSettings(secrets, secretArn));
