import { createHash } from 'node:crypto';
import * as z from 'zod';
import { refuseUnknown } from '../../kernel/contract/tolerance.ts';
import { leadIdOf } from '../../kernel/ids.ts';
import { SUPPRESSION_KINDS, type SuppressionKind } from '../contract/suppressions.ts';
import { parseEmailAddress } from './email-address.ts';
import type { Lead } from './lead.ts';
import { suppressibleFields } from './suppression.ts';

/** Stands for a workspace in the list that holds for all of them. */
export const GLOBAL_LIST = '-';

/** One entry of the suppression list of a workspace, or of the global one: whom it names, and what is forbidden. */
export const suppressionEntrySchema = z.object({
  /** The workspace, or `-` for the global list. */
  list: z.string(),
  kind: refuseUnknown(z.enum(SUPPRESSION_KINDS)),
  /** Unique within the list and the kind: see `nameOf`. */
  name: z.string(),
  /** The address, the domain or the hash, as people read it. */
  value: z.string(),
  version: z.number().int().min(1),
  ...suppressibleFields,
});
export type SuppressionEntry = z.infer<typeof suppressionEntrySchema>;

/** What an entry names. */
export interface SuppressionTarget {
  readonly kind: SuppressionKind;
  readonly name: string;
  readonly value: string;
}

export type ParsedTarget =
  | { readonly ok: true; readonly target: SuppressionTarget }
  | { readonly ok: false; readonly reason: string };

const HASHES: readonly (readonly [SuppressionKind, RegExp])[] = [
  ['md5', /^[0-9a-f]{32}$/i],
  ['sha256', /^[0-9a-f]{64}$/i],
];
/** Any local part will do: the address is only read for its domain. */
const SOMEBODY = 'somebody';

/** Reads an address, `@example.com` for everybody at a domain, or a hash of an address. */
export function parseTarget(list: string, raw: string): ParsedTarget {
  const text = raw.trim();
  const hash = HASHES.find(([, pattern]) => pattern.test(text));
  if (hash) {
    const value = text.toLowerCase();
    return { ok: true, target: { kind: hash[0], name: value, value } };
  }
  const isDomain = text.startsWith('@');
  const parsed = parseEmailAddress(isDomain ? `${SOMEBODY}${text}` : text);
  if (!parsed.ok) {
    const isName = !text.includes('@') && parseEmailAddress(`${SOMEBODY}@${text}`).ok;
    return isName ? { ok: false, reason: `There is no @ in it: write @${text} for a domain.` } : parsed;
  }
  const { address, domain, identity } = parsed.email;
  return {
    ok: true,
    target: isDomain
      ? { kind: 'domain', name: domain, value: domain }
      : { kind: 'address', name: nameOfIdentity(list, identity), value: address },
  };
}

/** The entry of the list of the workspace for a lead that is suppressed. */
export const entryOf = ({ workspace, id, profile, suppression, suppressedOn }: Lead): SuppressionEntry => ({
  list: workspace,
  kind: 'address',
  name: id,
  value: profile.address,
  version: 1,
  suppression,
  suppressedOn,
});

/** An address is named by the id that its lead has or would have, so both are found without an index. */
const nameOfIdentity = (list: string, identity: string): string => leadIdOf(list, identity);

/** The keyed hash under which an erased address is suppressed. */
export type ErasedNameOf = (workspace: string, identity: string) => string;

/** The names under which a list may have a person, by kind. A domain covers its subdomains. */
export function namesOf(
  list: string,
  { address, identity }: { readonly address: string; readonly identity: string },
  /** Computes the keyed hash of an address; only who makes leads needs it. */
  erasedNameOf?: ErasedNameOf,
): Readonly<Record<SuppressionKind, readonly string[]>> {
  const spellings = [...new Set([address.trim().toLowerCase(), identity])];
  return {
    address: [nameOfIdentity(list, identity)],
    domain: domainsOf(spellings),
    md5: spellings.map((text) => createHash('md5').update(text).digest('hex')),
    erased: erasedNameOf ? [erasedNameOf(list, identity)] : [],
    sha256: spellings.map((text) => createHash('sha256').update(text).digest('hex')),
  };
}

/** Under what a list has the address of an entry if its person was erased; nothing for an entry that names no address. */
export function erasedNamesOf(
  { list, kind, value }: Pick<SuppressionEntry, 'list' | 'kind' | 'value'>,
  erasedNameOf: ErasedNameOf,
): { readonly list: string; readonly kind: 'erased'; readonly name: string }[] {
  const parsed = kind === 'address' ? parseEmailAddress(value) : undefined;
  return parsed?.ok ? [{ list, kind: 'erased', name: erasedNameOf(list, parsed.email.identity) }] : [];
}

/** The domains of addresses and all that they are part of, without top-level domains. */
function domainsOf(addresses: readonly string[]): string[] {
  const found = addresses.flatMap((address) => {
    const labels = address.slice(address.lastIndexOf('@') + 1).split('.');
    return labels.slice(0, -1).map((_, i) => labels.slice(i).join('.'));
  });
  return [...new Set(found)];
}
