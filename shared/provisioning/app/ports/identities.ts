import type { SES_STATUSES } from '../../contract/provisioning.ts';

export type SesStatus = (typeof SES_STATUSES)[number];

/**
 * The identities of SES, which takes one such call a second from the whole account. A call that is repeated gives the same
 * answer again. @throws RexError RATE_LIMITED, PROVIDER_UNAVAILABLE; CONFLICT with the words of SES when it refuses
 */
export interface Identities {
  /** @returns the token of the TXT record */
  verifyDomain(domain: string): Promise<string>;
  /** @returns the three tokens of Easy DKIM */
  verifyDkim(domain: string): Promise<string[]>;
  mailFrom(domain: string): Promise<{ readonly name: string | undefined; readonly status: SesStatus }>;
  /** Mail goes out with the MAIL FROM of SES while the MX record is not there. */
  setMailFrom(domain: string, mailFrom: string): Promise<void>;
  verification(domain: string): Promise<SesStatus>;
  /** NotStarted too when somebody has switched the signing off. */
  dkim(domain: string): Promise<SesStatus>;
}
