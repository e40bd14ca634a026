import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Subscription } from './subscription.ts';

/** The person of a subscription as a lead. The consent is for the newsletter, so that of the lead is unknown. */
export function leadOf({ workspace, leadId, address, identity, firstName, newsletter }: Subscription): Lead {
  const parsed = parseEmailAddress(address);
  return {
    workspace,
    id: leadId,
    version: 1,
    profile: {
      identity,
      address,
      externalIds: [],
      ...(firstName === undefined ? {} : { firstName }),
      consent: 'unknown',
      roleAddress: parsed.ok && parsed.email.isRole,
      neverMail: parsed.ok && parsed.email.neverMail,
      flags: [],
    },
    origin: `newsletter ${newsletter}`,
    roster: '',
    contacted: [],
    journeys: {},
  };
}
