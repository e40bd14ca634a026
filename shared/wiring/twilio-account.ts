import type { SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { readSecretSettings } from '../platform/adapters/secrets/secret-reader.ts';
import { type TwilioAccount, twilioAccountSchema } from '../texts/adapters/twilio/account.ts';

/** The account at Twilio, or undefined when none is set up: then there are no texts. */
export async function readTwilioAccount(
  secrets: SecretsManagerClient,
  secretArn: string,
): Promise<TwilioAccount | undefined> {
  const account = twilioAccountSchema.parse(await readSecretSettings(secrets, secretArn));
  return account.accountSid && account.authToken ? account : undefined;
}
