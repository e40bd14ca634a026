import type { ParsedLead } from '../../leads/domain/lead-profile.ts';
import { mailboxProviderOf } from '../../leads/domain/mailbox-providers.ts';

/** `never_mail` is answered by machines or reports us, whatever a policy says of roles. */
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
