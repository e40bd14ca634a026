import type { ParsedLead } from '../../leads/domain/lead-profile.ts';
import { mailboxProviderOf } from '../../leads/domain/mailbox-providers.ts';

/** `never_mail`: machines answer, or mail is reported as abuse, whatever the policy for roles is. */
export type AddressKind = 'person' | 'role' | 'never_mail';

/** How well a lead is known. */
export interface ContactFacts {
  readonly hasName: boolean;
  readonly hasCompany: boolean;
  readonly hasPhone: boolean;
  readonly address: AddressKind;
  readonly domain: 'company' | 'free_mail';
}

type Profile = Pick<
  ParsedLead,
  'address' | 'firstName' | 'lastName' | 'company' | 'phone' | 'roleAddress' | 'neverMail'
>;

export function contactFactsOf(profile: Profile): ContactFacts {
  const domain = profile.address.slice(profile.address.lastIndexOf('@') + 1).toLowerCase();
  return {
    hasName: profile.firstName !== undefined || profile.lastName !== undefined,
    hasCompany: profile.company !== undefined,
    hasPhone: profile.phone !== undefined,
    address: profile.neverMail ? 'never_mail' : profile.roleAddress ? 'role' : 'person',
    domain: mailboxProviderOf(domain) ? 'free_mail' : 'company',
  };
}
