import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSecretSettings } from '../platform/adapters/secrets/secret-reader.ts';
import { type SendgridAccounts, sendgridAccountsSchema } from '../sending/adapters/sendgrid/account.ts';

/** The accounts at SendGrid by workspace; empty when none is set up: then everything goes by SES. */
export const readSendgridAccounts = async (
  secrets: SecretsManagerClient,
  secretArn: string,
): Promise<SendgridAccounts> => sendgridAccountsSchema.parse(await readSecretSettings(secrets, secretArn));
