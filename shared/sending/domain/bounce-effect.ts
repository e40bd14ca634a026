import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Bounce } from '../../mail/domain/bounces.ts';

/** The returned message, as far as the report contains it. */
export interface ReportedMessage {
  readonly text: string;
  /** Leads of the signed tokens in it. */
  readonly leadIds: readonly string[];
}

/**
 * The failures of a report that concern the lead to whose thread it came: those that name the lead's address, or no address.
 * After a forward, the report names the target address; then the returned message must be the one to the lead. Failures that
 * concern somebody else are left out.
 */
export function bouncesOf(
  lead: Pick<Lead, 'id' | 'profile'>,
  bounces: readonly Bounce[],
  reported: ReportedMessage,
): Bounce[] {
  const wasToLead = reported.leadIds.includes(lead.id) || isAddressedTo(lead, reported.text);
  return bounces.filter(
    ({ recipient }) => recipient === undefined || isSameMailbox(lead, recipient) || wasToLead,
  );
}

function isSameMailbox({ profile }: Pick<Lead, 'profile'>, address: string): boolean {
  const parsed = parseEmailAddress(address);
  return parsed.ok && parsed.email.identity === profile.identity;
}

const TO = /^to:[ \t]*(?:\r?\n[ \t]+)?(.{3,400})$/gim;

const isAddressedTo = (lead: Pick<Lead, 'profile'>, message: string): boolean =>
  [...message.slice(0, 20_000).matchAll(TO)].some(([, to = '']) =>
    (to.match(/[^\s<>",;:]+@[^\s<>",;:]+/g) ?? []).some((address) => isSameMailbox(lead, address)),
  );
