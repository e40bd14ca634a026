import { domainToASCII } from 'node:url';
import { DOT_ATOM } from '../../mail/domain/dot-atom.ts';
import { mailboxProviderOf } from './mailbox-providers.ts';
import { isNowhere } from './reserved-domains.ts';
import { type AddressRole, roleOf } from './role-addresses.ts';

interface EmailAddress extends AddressRole {
  /** What mail is sent to: as given, trimmed, with the domain in lower-case ASCII. */
  readonly address: string;
  /** One key for all spellings that reach the same mailbox. Never mail it. */
  readonly identity: string;
  /** In lower-case ASCII. */
  readonly domain: string;
}

export type ParsedEmailAddress =
  | { readonly ok: true; readonly email: EmailAddress }
  | { readonly ok: false; readonly reason: string };

/** RFC 5321, section 4.5.3.1, in octets. */
const MAX_LOCAL = 64;
const MAX_DOMAIN = 253;
const MAX_ADDRESS = 254;
/** A longer text cannot be an address, and is not examined. */
const MAX_RAW = 1_000;

const DOMAIN_LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;
const NUMERIC = /^\d+$/;
/** Zero-width signs that spreadsheets and web pages leave around an address. */
const INVISIBLE = /[\u200b-\u200f\u2060\ufeff\u00ad]/g;

/**
 * Reads an address as a sender to the public internet needs it: a dot-atom at a name with at least two labels.
 * Valid on paper and still refused: quoted local parts, comments, address literals, single-label domains,
 * numeric top-level domains, and letters outside ASCII before the @ (SES does not speak SMTPUTF8). White space
 * around the address belongs to the cell, not to the address, and is dropped.
 */
export function parseEmailAddress(raw: string): ParsedEmailAddress {
  const text = raw.slice(0, MAX_RAW).replace(INVISIBLE, '').trim();
  const at = text.lastIndexOf('@');
  if (at < 0) return refused('There is no @ in it.');
  const local = text.slice(0, at);
  const domain = asciiDomain(text.slice(at + 1));
  const problem = localProblem(local) ?? (domain === undefined ? 'The domain is not valid.' : undefined);
  if (problem !== undefined || domain === undefined) return refused(problem ?? '');
  const address = `${local}@${domain}`;
  if (address.length > MAX_ADDRESS) return refused(`It is longer than ${MAX_ADDRESS} characters.`);
  const role = roleOf(local);
  const neverMail = role.neverMail || isNowhere(domain);
  return {
    ok: true,
    email: { address, identity: identityOf(local, domain), domain, isRole: role.isRole, neverMail },
  };
}

function localProblem(local: string): string | undefined {
  if (local === '') return 'There is nothing before the @.';
  if (local.length > MAX_LOCAL) return `More than ${MAX_LOCAL} characters stand before the @.`;
  return DOT_ATOM.test(local) ? undefined : 'The part before the @ is not valid.';
}

function asciiDomain(raw: string): string | undefined {
  // `domainToASCII` percent-decodes and drops tabs as URLs do, so only letters of a host name may reach it.
  if (!/^[\p{L}\p{M}\p{N}.-]+$/u.test(raw)) return undefined;
  const domain = domainToASCII(raw).toLowerCase();
  const labels = domain.split('.');
  const wellFormed = labels.length > 1 && labels.every((label) => DOMAIN_LABEL.test(label));
  if (!wellFormed || domain.length > MAX_DOMAIN || NUMERIC.test(labels.at(-1) ?? '')) return undefined;
  return domain;
}

function identityOf(local: string, domain: string): string {
  const provider = mailboxProviderOf(domain);
  const lower = local.toLowerCase();
  if (provider === undefined) return `${lower}@${domain}`;
  const untagged = provider.tagSeparator ? (lower.split(provider.tagSeparator)[0] ?? lower) : lower;
  const bare = provider.ignored ? untagged.replace(provider.ignored, '') : untagged;
  // Without its tag `a.+x` would be no address, and `+x` would be empty, so these stay as they are.
  return `${DOT_ATOM.test(bare) ? bare : lower}@${provider.sameMailboxesAs ?? domain}`;
}

const refused = (reason: string): ParsedEmailAddress => ({ ok: false, reason });
