import { parseEmailAddress } from '../../leads/domain/email-address.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import type { Bounce } from '../../mail/domain/bounces.ts';

/** The message that a report is about, as far as the report shows it. */
export interface ReportedMessage {
  readonly text: string;
  /** Leads whom our signed tokens in it name. */
  readonly leadIds: readonly string[];
}

/**
 * The failures of a report that are about the lead whose thread it came to: those that name the lead's address, or
 * nobody. A forward names the address behind the lead's: then the message that was returned must be the one that went
 * to the lead. A report about somebody else is about nobody here.
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
