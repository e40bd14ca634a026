import * as z from 'zod';

/** Calls use `apiKey` if there is one; webhooks are always signed with the auth token. */
export const twilioAccountSchema = z.object({
  accountSid: z.string().default(''),
  authToken: z.string().default(''),
  apiKeySid: z.string().default(''),
  apiKeySecret: z.string().default(''),
  /** Of any server that speaks Twilio's protocol. */
  baseUrl: z.string().default(''),
});
export type TwilioAccount = z.infer<typeof twilioAccountSchema>;
