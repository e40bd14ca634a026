import type { z } from 'zod';
import type { automationSecretsSchema } from '../../../../shared/automations/contract/automations.ts';

export type AutomationSecrets = z.output<typeof automationSecretsSchema>;

/** What an automation is set up with, in the order in which it is needed. */
export const secretRows = ({ callbackUrl, secret, signingKey, startKey }: AutomationSecrets) =>
  [
    ['Where it posts its result', callbackUrl],
    ['Secret that signs results', secret],
    ['The same as a key of the HMAC', signingKey],
    ['Header X-Rex-Key of a start', startKey],
  ] as const;
