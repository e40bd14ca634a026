import * as z from 'zod';

const sendgridAccountSchema = z.object({
  apiKey: z.string().default(''),
  /** Base64 of the DER form, as SendGrid shows it beside the event webhook. */
  webhookPublicKey: z.string().default(''),
  /** `https://api.eu.sendgrid.com`, or any server that speaks the protocol. */
  baseUrl: z.string().default(''),
});
export type SendgridAccount = z.infer<typeof sendgridAccountSchema>;

/** By workspace, so that the key of one proves nothing about another; `*` is for all that have none of their own. */
export const sendgridAccountsSchema = z.record(z.string(), sendgridAccountSchema);
export type SendgridAccounts = z.infer<typeof sendgridAccountsSchema>;

export const sendgridAccountOf = (
  accounts: SendgridAccounts,
  workspace: string,
): SendgridAccount | undefined => (Object.hasOwn(accounts, workspace) ? accounts[workspace] : accounts['*']);
