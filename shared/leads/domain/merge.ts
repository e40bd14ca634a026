import { NUMBER_CHANNELS } from '../../channels/contract/channels.ts';
import type { Consent } from './consent.ts';
import { MAX_ATTRIBUTES, MAX_NOTES, type ParsedLead } from './lead-profile.ts';

/** The higher value wins. An opt-out is never lost; an explicit consent outranks an unknown one. */
const CONSENT_RANK: Readonly<Record<Consent, number>> = { unknown: 0, subscribed: 1, opted_out: 2 };

/** Negative when `a` loses. Zero only for equal values: the order is total, so the order of rows does not matter. */
type Preference<T> = (a: T, b: T) => number;

/**
 * Two versions of one person as one. Every field is the greater of two values in a fixed order, or a union, so
 * the result does not depend on which came first, how often, or in which groups: rows of a file can be merged in
 * parallel and a file can be imported twice.
 */
export function mergeLeads(a: ParsedLead, b: ParsedLead): ParsedLead {
  const zone = better(zoneOf(a), zoneOf(b), givenZoneFirst);
  return {
    // Fields of a later version of Rex are kept.
    ...b,
    ...a,
    identity: better(a.identity, b.identity, byText) ?? a.identity,
    address: better(a.address, b.address, plainest) ?? a.address,
    externalIds: union(a.externalIds, b.externalIds),
    firstName: better(a.firstName, b.firstName, fullest),
    lastName: better(a.lastName, b.lastName, fullest),
    company: better(a.company, b.company, fullest),
    street: better(a.street, b.street, fullest),
    city: better(a.city, b.city, fullest),
    region: better(a.region, b.region, fullest),
    postcode: better(a.postcode, b.postcode, fullest),
    birthDate: better(a.birthDate, b.birthDate, byText),
    phone: better(a.phone, b.phone, byText),
    country: better(a.country, b.country, byText),
    timeZone: zone?.timeZone,
    timeZoneSource: zone?.timeZoneSource,
    consent: weightier(a.consent, b.consent),
    channelConsents: channelConsentsOf(a, b),
    linkedinUrl: better(a.linkedinUrl, b.linkedinUrl, byText),
    notes: notesOf(a, b),
    industry: better(a.industry, b.industry, fullest),
    employees: better(a.employees, b.employees, byNumber),
    revenue: better(a.revenue, b.revenue, byNumber),
    jobTitle: better(a.jobTitle, b.jobTitle, fullest),
    visits: better(a.visits, b.visits, byNumber),
    secondsOnSite: better(a.secondsOnSite, b.secondsOnSite, byNumber),
    pageViews: better(a.pageViews, b.pageViews, byNumber),
    outcome: better(a.outcome, b.outcome, (x, y) => Number(x) - Number(y)),
    attributes: attributesOf(a.attributes, b.attributes),
    createdAt: better(a.createdAt, b.createdAt, (x, y) => byText(y, x)),
    lastContactedAt: better(a.lastContactedAt, b.lastContactedAt, byText),
    roleAddress: a.roleAddress || b.roleAddress,
    neverMail: a.neverMail || b.neverMail,
    flags: union(a.flags, b.flags),
  };
}

const weightier = (a: Consent, b: Consent): Consent => (CONSENT_RANK[a] >= CONSENT_RANK[b] ? a : b);

function channelConsentsOf(a: ParsedLead, b: ParsedLead): ParsedLead['channelConsents'] {
  const known = NUMBER_CHANNELS.flatMap((channel) => {
    const consents = [a.channelConsents?.[channel], b.channelConsents?.[channel]].filter(
      (c) => c !== undefined,
    );
    return consents.length === 0 ? [] : [[channel, consents.reduce(weightier)] as const];
  });
  return known.length === 0 ? undefined : Object.fromEntries(known);
}

function better<T>(a: T | undefined, b: T | undefined, preference: Preference<T>): T | undefined {
  if (a === undefined || b === undefined) return a ?? b;
  return preference(a, b) >= 0 ? a : b;
}

const byText: Preference<string> = (a, b) => (a === b ? 0 : a > b ? 1 : -1);

const byNumber: Preference<number> = (a, b) => a - b;

/** For each name the greater text; at the limit, the first names in sorted order, so that the merge stays associative. */
function attributesOf(
  a: ParsedLead['attributes'] = {},
  b: ParsedLead['attributes'] = {},
): ParsedLead['attributes'] {
  const names = union(Object.keys(a), Object.keys(b)).slice(0, MAX_ATTRIBUTES);
  if (names.length === 0) return undefined;
  return Object.fromEntries(names.map((name) => [name, better(a[name], b[name], byText) ?? '']));
}

/** The longer name wins (`Elif` over `E.`), and a full name over an initial; then lower case and accented letters win. */
const fullest: Preference<string> = (a, b) =>
  lettersIn(a) - lettersIn(b) || a.length - b.length || byText(a, b);

const lettersIn = (text: string): number => text.match(/\p{L}/gu)?.length ?? 0;

/** The shortest spelling has no tag; of two equally short ones, the one in lower case wins. */
const plainest: Preference<string> = (a, b) => b.length - a.length || byText(a, b);

const zoneOf = (lead: ParsedLead): Pick<ParsedLead, 'timeZone' | 'timeZoneSource'> | undefined =>
  lead.timeZone === undefined ? undefined : { timeZone: lead.timeZone, timeZoneSource: lead.timeZoneSource };

const givenZoneFirst: Preference<Pick<ParsedLead, 'timeZone' | 'timeZoneSource'>> = (a, b) =>
  byText(a.timeZoneSource ?? '', b.timeZoneSource ?? '') || byText(a.timeZone ?? '', b.timeZone ?? '');

/** At the limit, the first notes in sorted order and not in order of arrival, so that the merge stays associative. */
function notesOf(a: ParsedLead, b: ParsedLead): string[] | undefined {
  const notes = union(a.notes ?? [], b.notes ?? []).slice(0, MAX_NOTES);
  return notes.length === 0 ? undefined : notes;
}

const union = <T extends string>(a: readonly T[], b: readonly T[]): T[] => [...new Set([...a, ...b])].sort();
