import { DAY } from '../../kernel/clock.ts';
import type { ProviderGroup } from '../../leads/contract/provider-groups.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { mailboxProviderOf, providerGroupOf } from '../../leads/domain/mailbox-providers.ts';
import { type Verification, verificationOf } from './verification.ts';

/** What is known beforehand of the next e-mail to a person. */
export interface RiskFacts {
  readonly provider: ProviderGroup;
  /** Whether a consumer provider serves the address. Others end with a job. */
  readonly mailbox: 'consumer' | 'company';
  /** Years since the address last showed that it works; undefined when it never did. */
  readonly years: number | undefined;
  /** What a verification service said, where the list tells. */
  readonly verification: Verification | undefined;
  readonly role: boolean;
  /** The import that brought the person. */
  readonly source: string;
}

const YEAR_MS = 365.25 * DAY;

export function riskFactsOf(lead: Lead, lastOrderOn: string | undefined, now: Date): RiskFacts {
  const { profile } = lead;
  const domain = profile.address.slice(profile.address.lastIndexOf('@') + 1).toLowerCase();
  const signs = [lastOrderOn, profile.lastContactedAt, profile.createdAt, lead.contacted[0]?.at];
  const latest = signs.reduce<number | undefined>((last, sign) => {
    const at = sign === undefined ? Number.NaN : Date.parse(sign);
    return Number.isNaN(at) || (last !== undefined && last >= at) ? last : at;
  }, undefined);
  return {
    provider: providerGroupOf(profile.address),
    mailbox: mailboxProviderOf(domain) ? 'consumer' : 'company',
    years: latest === undefined ? undefined : Math.max(0, now.getTime() - latest) / YEAR_MS,
    verification: verificationOf(profile.attributes ?? {}),
    role: profile.roleAddress,
    source: lead.origin.split('#')[0] ?? '',
  };
}
