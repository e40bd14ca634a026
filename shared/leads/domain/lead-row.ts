import { NUMBER_CHANNELS } from '../../channels/contract/channels.ts';
import { DAY_OR_MONTH, type DayOrder, parseCalendarDate } from './calendar-date.ts';
import type { KeptColumn, LeadColumns, LeadField } from './columns.ts';
import { type Consent, type ParsedConsent, parseConsent } from './consent.ts';
import { type ConsentColumn, combineConsents, namedConsentColumns } from './consent-columns.ts';
import { parseCountry } from './country.ts';
import { parseEmailAddress } from './email-address.ts';
import { isMissing, parseEmployees, parseOutcome, parseQuantity } from './firmographics.ts';
import {
  MAX_ATTRIBUTE,
  MAX_COMPANY,
  MAX_INDUSTRY,
  MAX_NAME,
  MAX_NOTE,
  MAX_POSTCODE,
  MAX_STREET,
  type ParsedLead,
} from './lead-profile.ts';
import { parseLinkedinUrl } from './linkedin-url.ts';
import { asksForNoContact } from './note-opt-out.ts';
import { splitFullName } from './person-name.ts';
import { countryOfPhone, parsePhone } from './phone.ts';
import { isNoName } from './placeholders.ts';
import { inertLine, inertText, type TextFlag } from './text-fields.ts';
import { parseTimeZone, timeZoneOfCountry } from './time-zone.ts';

const LEAD_ROW_PROBLEMS = ['MISSING_EMAIL', 'INVALID_EMAIL', 'RAGGED_ROW', 'UNCLOSED_QUOTE'] as const;
/** Why a row of a lead file was rejected; the last two come from reading the CSV. */
type LeadRowProblem = (typeof LEAD_ROW_PROBLEMS)[number];

/** A cell that was left out or read by a guess. The row is imported all the same. */
interface RowNote {
  readonly field: LeadField;
  /** The column (0-based) and the text of the cell. */
  readonly at: number;
  readonly cell: string;
  readonly message: string;
}

export type ParsedLeadRow =
  | { readonly ok: true; readonly lead: ParsedLead; readonly notes: readonly RowNote[] }
  | {
      readonly ok: false;
      readonly code: LeadRowProblem;
      readonly reason: string;
      /** Present so that an opt-out is counted even when the address of the row is not usable. */
      readonly consent: Consent;
      readonly notes: readonly RowNote[];
    };

/** Findings about the whole file, or settings by the person who imports it. */
export interface LeadReading {
  /** Order of day and month for each column of dates; in other columns only unambiguous dates are read. */
  readonly dayOrders?: { readonly [F in LeadField]?: DayOrder };
}

const LEFT_OUT = 'not understood; left out';
const NO_CONTACT = 'says that the person wants no mail: never written to';
const SWAPPABLE = `left out: ${DAY_OR_MONTH}`;
/** Google writes several values of one field into one cell. */
const BETWEEN_VALUES = /\s*:::\s*/;

/** One row of a lead file. Only the address can reject it; any other cell that is not understood is noted. */
export function parseLeadRow(
  cells: readonly string[],
  columns: LeadColumns,
  kept: readonly KeptColumn[] = [],
  { dayOrders = {} }: LeadReading = {},
): ParsedLeadRow {
  const rawOf = (field: LeadField): string => {
    const at = columns[field];
    return at === undefined ? '' : (cells[at] ?? '');
  };
  const notes: RowNote[] = [];
  const note = (field: LeadField, message: string, at = columns[field] ?? 0) =>
    notes.push({ field, at, cell: (cells[at] ?? '').trim(), message });

  const said = consentsOf(cells, columns, note);
  const { channelConsents } = said;
  const noContact = asksForNoContact(rawOf('notes'));
  if (noContact) note('notes', NO_CONTACT);
  const consent = noContact ? 'opted_out' : said.consent;
  const [rawEmail = ''] = rawOf('email').trim().split(BETWEEN_VALUES);
  if (isMissing(rawEmail)) {
    return { ok: false, code: 'MISSING_EMAIL', reason: 'The row has no e-mail address.', consent, notes };
  }
  const parsed = parseEmailAddress(rawEmail);
  if (!parsed.ok) {
    const reason = `${JSON.stringify(rawEmail.slice(0, 100))} is not a usable e-mail address. ${parsed.reason}`;
    return { ok: false, code: 'INVALID_EMAIL', reason, consent, notes };
  }

  const flags = new Set<TextFlag>(noContact ? ['noteAsksForNoContact'] : []);
  const line = (field: LeadField, maxLength: number): string | undefined => {
    // The untrimmed cell, because a leading tab is one of the signs of a formula.
    const raw = rawOf(field);
    if (isMissing(raw)) return undefined;
    const inert = field === 'notes' ? inertText(raw, maxLength) : inertLine(raw, maxLength);
    for (const flag of inert.flags) flags.add(flag);
    return inert.text === '' ? undefined : inert.text;
  };
  const name = (field: LeadField): string | undefined =>
    isNoName(rawOf(field)) ? undefined : line(field, MAX_NAME);
  const understand = <T extends string | number>(
    field: LeadField,
    parse: (raw: string) => T | undefined,
  ): T | undefined => {
    const raw = rawOf(field).trim();
    if (isMissing(raw)) return undefined;
    const value = parse(raw);
    if (value === undefined) note(field, LEFT_OUT);
    return value;
  };
  const date = (field: LeadField): string | undefined => {
    const raw = rawOf(field);
    if (isMissing(raw)) return undefined;
    const value = parseCalendarDate(raw, dayOrders[field]);
    if (value === undefined) note(field, parseCalendarDate(raw, 'day-first') ? SWAPPABLE : LEFT_OUT);
    return value;
  };

  const country = understand('country', parseCountry);
  const givenZone = understand('timeZone', parseTimeZone);
  const mobile = understand('mobile', (raw) => parsePhone(raw, country));
  const phone = understand('phone', (raw) => parsePhone(raw, country));
  // A telephone number is mostly of the owner's country: better than no zone for a person who must not be contacted at night.
  const number = mobile ?? phone;
  const livesIn = country ?? (number === undefined ? undefined : countryOfPhone(number));
  const timeZone = givenZone ?? (livesIn === undefined ? undefined : timeZoneOfCountry(livesIn));
  const noteText = line('notes', MAX_NOTE);
  const externalId = line('externalId', 200);
  const { identity, address, isRole, neverMail } = parsed.email;
  const lead: ParsedLead = {
    identity,
    address,
    externalIds: externalId === undefined ? [] : [externalId],
    ...namesOf({ first: name('firstName'), last: name('lastName'), full: name('fullName') }),
    company: line('company', MAX_COMPANY),
    street: joined([
      line('houseNumber', MAX_POSTCODE),
      line('street', MAX_STREET),
      line('addressLine2', MAX_STREET),
    ]),
    city: line('city', MAX_NAME),
    region: line('region', MAX_NAME),
    postcode: line('postcode', MAX_POSTCODE),
    birthDate: date('birthDate'),
    phone: number,
    country,
    timeZone,
    timeZoneSource: timeZone === undefined ? undefined : givenZone === undefined ? 'country' : 'given',
    consent,
    channelConsents,
    linkedinUrl: understand('linkedinUrl', parseLinkedinUrl),
    notes: noteText === undefined ? undefined : [noteText],
    industry: line('industry', MAX_INDUSTRY),
    employees: understand('employees', parseEmployees),
    revenue: understand('revenue', parseQuantity),
    jobTitle: line('jobTitle', MAX_NAME),
    visits: understand('visits', parseQuantity),
    secondsOnSite: understand('secondsOnSite', parseQuantity),
    pageViews: understand('pageViews', parseQuantity),
    outcome: parseOutcome(rawOf('outcome').trim()),
    attributes: attributesOf(cells, kept),
    createdAt: date('createdAt'),
    lastContactedAt: date('lastContactedAt'),
    roleAddress: isRole,
    neverMail,
    flags: [...flags].sort(),
  };
  return { ok: true, lead, notes };
}

const FIELD_OF_CHANNEL = { email: 'consent', sms: 'smsConsent', whatsapp: 'whatsappConsent' } as const;

/** A cell that is not understood is noted and does not count as consent. */
function consentsOf(
  cells: readonly string[],
  columns: LeadColumns,
  note: (field: LeadField, message: string, at: number) => void,
): Pick<ParsedLead, 'consent' | 'channelConsents'> {
  const read = (columns.consents ?? namedConsentColumns(columns)).map((column) => {
    const parsed = parseConsent(cells[column.at] ?? '', column.direction);
    if (!parsed.understood) {
      const field =
        column.direction === 'consent' ? FIELD_OF_CHANNEL[column.channels[0] ?? 'email'] : 'optOut';
      note(field, 'not understood; taken as unknown, and not as consent', column.at);
    }
    return { column, parsed, blank: (cells[column.at] ?? '').trim() === '' };
  });
  const of = (channel: ConsentColumn['channels'][number]): readonly ReadConsent[] =>
    read.filter(({ column, blank }) => !blank && column.channels.includes(channel));
  const known = NUMBER_CHANNELS.flatMap((channel) => {
    const said = of(channel).filter(({ parsed }) => parsed.understood);
    const consent = combined(of(channel));
    // A "no" to "opt out" is no consent for a channel that needs a separate one.
    const asked = said.some(({ column }) => column.direction === 'consent');
    return said.length > 0 && (asked || consent !== 'unknown') ? [[channel, consent] as const] : [];
  });
  return {
    consent: combined(of('email')),
    channelConsents: known.length === 0 ? undefined : Object.fromEntries(known),
  };
}

interface ReadConsent {
  readonly column: ConsentColumn;
  readonly parsed: ParsedConsent;
}

/** The first column that asks for consent gives it; any column can withdraw it. */
function combined(read: readonly ReadConsent[]): Consent {
  const asked = read.find(({ column }) => column.direction === 'consent');
  const others = read.filter((each) => each !== asked).map(({ parsed }) => parsed);
  return combineConsents(asked?.parsed, others);
}

/** A full name is only split when the parts were not given. */
function namesOf(names: {
  first?: string;
  last?: string;
  full?: string;
}): Pick<ParsedLead, 'firstName' | 'lastName'> {
  const { first, last, full } = names;
  if (full === undefined || first !== undefined || last !== undefined)
    return { firstName: first, lastName: last };
  return { firstName: undefined, lastName: undefined, ...splitFullName(full) };
}

function joined(parts: readonly (string | undefined)[]): string | undefined {
  const text = parts
    .filter((part) => part !== undefined)
    .join(' ')
    .slice(0, MAX_STREET)
    .trim();
  return text === '' ? undefined : text;
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
