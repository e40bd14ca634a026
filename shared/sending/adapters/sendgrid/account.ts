import * as z from 'zod';

export const SENDGRID = 'https://api.sendgrid.com';

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

/** The account that is this workspace's alone; undefined while it shares one, or has none. */
export const ownSendgridAccount = (
  accounts: SendgridAccounts,
  workspace: string,
): SendgridAccount | undefined =>
  workspace !== '*' && Object.hasOwn(accounts, workspace) ? accounts[workspace] : undefined;

export const hasOwnAccounts = (accounts: SendgridAccounts): boolean =>
  Object.keys(accounts).some((workspace) => ownSendgridAccount(accounts, workspace) !== undefined);
