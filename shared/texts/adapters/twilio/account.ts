import * as z from 'zod';

/** `apiKey` of the account where one is used; the signature of webhooks is always by the auth token. */
export const twilioAccountSchema = z.object({
  accountSid: z.string().default(''),
  authToken: z.string().default(''),
  apiKeySid: z.string().default(''),
  apiKeySecret: z.string().default(''),
  /** Of any server that speaks Twilio's protocol. */
  baseUrl: z.string().default(''),
});
export type TwilioAccount = z.infer<typeof twilioAccountSchema>;
