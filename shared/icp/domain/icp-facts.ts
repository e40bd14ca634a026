import * as z from 'zod';
import { keepUnknown, readUnknownAs } from '../../kernel/contract/tolerance.ts';
import { sizeBandOf } from '../../leads/domain/company-size.ts';
import { industryOf } from '../../leads/domain/industry.ts';
import type { ParsedLead } from '../../leads/domain/lead-profile.ts';
import { contactFactsOf } from '../../scoring/domain/contact-facts.ts';
import { seniorityOf } from './seniority.ts';

/** Everything that scoring and learning use of a lead: no name, no address. */
export const icpFactsSchema = z.object({
  industry: z.string(),
  size: z.string(),
  level: z.string(),
  say: z.number(),
  title: z.string().optional(),
  country: z.string().optional(),
  employees: z.number().optional(),
  revenue: z.number().optional(),
  visits: z.number().optional(),
  secondsOnSite: z.number().optional(),
  pageViews: z.number().optional(),
  address: keepUnknown(z.enum(['person', 'role', 'never_mail'])),
  companyDomain: z.boolean(),
  hasName: z.boolean(),
  hasPhone: z.boolean(),
  consent: readUnknownAs(z.enum(['subscribed', 'unknown', 'opted_out']), 'opted_out'),
  suppressed: z.boolean(),
  orders: z.number().int(),
  silentWeeks: z.number().optional(),
  replied: z.boolean(),
  attributes: z.record(z.string(), z.string()).default({}),
});
export type IcpFacts = z.infer<typeof icpFactsSchema>;

/** The history of a lead, as far as the score may use it. */
export interface LeadPast {
  readonly orders: number;
  readonly lastSignOn?: string | undefined;
  readonly replied: boolean;
  readonly suppressed: boolean;
}

const WEEK_MS = 7 * 86_400_000;

export function icpFactsOf(profile: ParsedLead, past: LeadPast, asOf: Date): IcpFacts {
  const contact = contactFactsOf(profile);
  const { level, say } = seniorityOf(profile.jobTitle);
  const sign = [past.lastSignOn, profile.lastContactedAt]
    .filter((each) => each !== undefined)
    .toSorted()
    .at(-1);
  return {
    industry: industryOf(profile.industry),
    size: sizeBandOf(profile.employees),
    level,
    say,
    title: profile.jobTitle,
    country: profile.country,
    employees: profile.employees,
    revenue: profile.revenue,
    visits: profile.visits,
    secondsOnSite: profile.secondsOnSite,
    pageViews: profile.pageViews,
    address: contact.address,
    companyDomain: contact.domain === 'company',
    hasName: contact.hasName,
    hasPhone: contact.hasPhone,
    consent: profile.consent,
    suppressed: past.suppressed,
    orders: past.orders,
    silentWeeks: sign === undefined ? undefined : Math.max(0, (asOf.getTime() - Date.parse(sign)) / WEEK_MS),
    replied: past.replied,
    attributes: profile.attributes ?? {},
  };
}

/** Whether a message may and can go to the lead at all. */
export const isReachable = ({ suppressed, consent, address }: IcpFacts): boolean =>
  !suppressed && consent !== 'opted_out' && address !== 'never_mail';
