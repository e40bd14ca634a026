import type { NumberChannel } from '../../contracts/channels.ts';
import { parseCalendarDate } from './calendar-date.ts';
import type { ColumnMap, KeptColumn, LeadField } from './columns.ts';
import { type Consent, parseConsent } from './consent.ts';
import { parseCountry } from './country.ts';
import { parseEmailAddress } from './email-address.ts';
import { isMissing, parseEmployees, parseOutcome, parseQuantity } from './firmographics.ts';
import {
  MAX_ATTRIBUTE,
  MAX_COMPANY,
  MAX_INDUSTRY,
  MAX_NAME,
  MAX_NOTE,
  type ParsedLead,
} from './lead-profile.ts';
import { parseLinkedinUrl } from './linkedin-url.ts';
import { countryOfPhone, parsePhone } from './phone.ts';
import { inertLine, inertText, type TextFlag } from './text-fields.ts';
import { parseTimeZone, timeZoneOfCountry } from './time-zone.ts';

const LEAD_ROW_PROBLEMS = ['MISSING_EMAIL', 'INVALID_EMAIL', 'RAGGED_ROW', 'UNCLOSED_QUOTE'] as const;
/** Why a row of a lead file was rejected; the last two come from reading the CSV. */
type LeadRowProblem = (typeof LEAD_ROW_PROBLEMS)[number];

/** A cell that was left out or understood by guess: the row is imported all the same. */
interface RowNote {
  readonly field: LeadField;
  readonly message: string;
}

export type ParsedLeadRow =
  | { readonly ok: true; readonly lead: ParsedLead; readonly notes: readonly RowNote[] }
  | {
      readonly ok: false;
      readonly code: LeadRowProblem;
      readonly reason: string;
      /** Kept so that a row that opts out is seen even when its address cannot be used. */
      readonly consent: Consent;
    };

/** One row of a lead file. Only the address can reject it; any other cell that is not understood is noted. */
export function parseLeadRow(
  cells: readonly string[],
  columns: ColumnMap<LeadField>,
  kept: readonly KeptColumn[] = [],
): ParsedLeadRow {
  const read = (field: LeadField): string => {
    const at = columns[field];
    return at === undefined ? '' : (cells[at] ?? '').trim();
  };
  const rawEmail = columns.email === undefined ? '' : (cells[columns.email] ?? '');
  const { consent, understood } = parseConsent(read('consent'));
  if (rawEmail.trim() === '') {
    return { ok: false, code: 'MISSING_EMAIL', reason: 'The row has no e-mail address.', consent };
  }
  const parsed = parseEmailAddress(rawEmail);
  if (!parsed.ok) {
    const reason = `${JSON.stringify(rawEmail.slice(0, 100))} is not a usable e-mail address. ${parsed.reason}`;
    return { ok: false, code: 'INVALID_EMAIL', reason, consent };
  }

  const notes: RowNote[] = [];
  const flags = new Set<TextFlag>();
  if (!understood) notes.push({ field: 'consent', message: 'not understood; taken as unknown' });

  const line = (field: LeadField, maxLength: number): string | undefined => {
    // The untrimmed cell, because a leading tab is one of the signs of a formula.
    const raw = columns[field] === undefined ? '' : (cells[columns[field]] ?? '');
    const inert = field === 'notes' ? inertText(raw, maxLength) : inertLine(raw, maxLength);
    for (const flag of inert.flags) flags.add(flag);
    return inert.text === '' ? undefined : inert.text;
  };
  const understand = <T extends string>(field: LeadField, parse: (raw: string) => T | undefined) => {
    const raw = read(field);
    if (raw === '') return undefined;
    const value = parse(raw);
    if (value === undefined) notes.push({ field, message: 'not understood; left out' });
    return value;
  };

  const measure = (field: LeadField, parse: (raw: string) => number | undefined): number | undefined => {
    const raw = read(field);
    if (isMissing(raw)) return undefined;
    const value = parse(raw);
    if (value === undefined) notes.push({ field, message: 'not understood; left out' });
    return value;
  };
  const label = (field: LeadField, maxLength: number): string | undefined =>
    isMissing(read(field)) ? undefined : line(field, maxLength);

  const country = understand('country', parseCountry);
  const givenZone = understand('timeZone', parseTimeZone);
  const phone = understand('phone', (raw) => parsePhone(raw, country));
  // A telephone is mostly where its owner is: better than no zone at all for who must not be rung up at night.
  const livesIn = country ?? (phone === undefined ? undefined : countryOfPhone(phone));
  const timeZone = givenZone ?? (livesIn === undefined ? undefined : timeZoneOfCountry(livesIn));
  const channelConsents = {
    ...channelConsent('sms', understand('smsConsent', ownConsent)),
    ...channelConsent('whatsapp', understand('whatsappConsent', ownConsent)),
  };
  const note = line('notes', MAX_NOTE);
  const externalId = line('externalId', 200);
  const { identity, address, isRole, neverMail } = parsed.email;
  const lead: ParsedLead = {
    identity,
    address,
    externalIds: externalId === undefined ? [] : [externalId],
    ...namesOf({
      first: line('firstName', MAX_NAME),
      last: line('lastName', MAX_NAME),
      full: line('fullName', MAX_NAME),
    }),
    company: line('company', MAX_COMPANY),
    phone,
    country,
    timeZone,
    timeZoneSource: timeZone === undefined ? undefined : givenZone === undefined ? 'country' : 'given',
    consent,
    channelConsents: Object.keys(channelConsents).length === 0 ? undefined : channelConsents,
    linkedinUrl: understand('linkedinUrl', parseLinkedinUrl),
    notes: note === undefined ? undefined : [note],
    industry: label('industry', MAX_INDUSTRY),
    employees: measure('employees', parseEmployees),
    revenue: measure('revenue', parseQuantity),
    jobTitle: label('jobTitle', MAX_NAME),
    visits: measure('visits', parseQuantity),
    secondsOnSite: measure('secondsOnSite', parseQuantity),
    pageViews: measure('pageViews', parseQuantity),
    outcome: parseOutcome(read('outcome')),
    attributes: attributesOf(cells, kept),
    createdAt: understand('createdAt', parseCalendarDate),
    lastContactedAt: understand('lastContactedAt', parseCalendarDate),
    roleAddress: isRole,
    neverMail,
    flags: [...flags].sort(),
  };
  return { ok: true, lead, notes };
}

/** A word that is not understood is noted, and is no consent. */
function ownConsent(raw: string): Consent | undefined {
  const { consent, understood } = parseConsent(raw);
  return understood ? consent : undefined;
}

const channelConsent = (channel: NumberChannel, consent: Consent | undefined) =>
  consent === undefined ? {} : { [channel]: consent };

/** A full name is only split when the parts were not given: at the comma, else before its last word. */
function namesOf(names: {
  first?: string;
  last?: string;
  full?: string;
}): Pick<ParsedLead, 'firstName' | 'lastName'> {
  const { first, last, full } = names;
  if (full === undefined || first !== undefined || last !== undefined)
    return { firstName: first, lastName: last };
  const comma = full.split(',').map((part) => part.trim());
  if (comma.length === 2 && comma[0] && comma[1]) return { firstName: comma[1], lastName: comma[0] };
  const words = full.split(' ');
  if (words.length === 1) return { firstName: full };
  return { firstName: words.slice(0, -1).join(' '), lastName: words.at(-1) };
}

/** Columns that no field takes, as inert text; blank ones are left out. */
function attributesOf(cells: readonly string[], kept: readonly KeptColumn[]): ParsedLead['attributes'] {
  const found = kept.flatMap(({ name, at }) => {
    const raw = (cells[at] ?? '').trim();
    const { text } = inertLine(raw, MAX_ATTRIBUTE);
    return isMissing(raw) || text === '' ? [] : [[name, text]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
