import type { z } from 'zod';
import type { leadViewSchema } from '../contract/routes.ts';
import { type Lead, type LeadOrders, purchasesOf } from '../domain/lead.ts';

export type LeadView = z.infer<typeof leadViewSchema>;

export function leadView(
  { id, profile, suppression, suppressedOn, hold, notBefore }: Lead,
  orders: LeadOrders | undefined,
): LeadView {
  const purchases = purchasesOf(orders);
  return {
    id,
    email: profile.address,
    firstName: profile.firstName ?? null,
    lastName: profile.lastName ?? null,
    company: profile.company ?? null,
    industry: profile.industry ?? null,
    employees: profile.employees ?? null,
    jobTitle: profile.jobTitle ?? null,
    phone: profile.phone ?? null,
    linkedinUrl: profile.linkedinUrl ?? null,
    channelConsents: profile.channelConsents ?? {},
    country: profile.country ?? null,
    timeZone: profile.timeZone ?? null,
    consent: profile.consent,
    suppressed: suppression ? { reason: suppression.reason, at: suppression.at } : null,
    suppressedOn: suppressedOn ?? {},
    held: hold ?? null,
    notBefore: notBefore ?? null,
    flags: [
      ...profile.flags,
      ...(profile.roleAddress ? ['roleAddress'] : []),
      ...(profile.neverMail ? ['neverMail'] : []),
    ],
    externalIds: profile.externalIds,
    orders: purchases?.count ?? 0,
    lastOrderOn: purchases?.lastOn ?? null,
  };
}
