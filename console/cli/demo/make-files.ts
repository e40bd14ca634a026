import { utcDay } from '../../../shared/kernel/clock.ts';
import { drawPurchases } from './purchases.ts';
import { createRandom, type Random } from './random.ts';
import * as words from './vocabulary.ts';

export interface DemoFiles {
  readonly leads: string;
  readonly orders: string;
}

interface Person {
  readonly id: string;
  readonly first: string;
  readonly last: string;
  readonly email: string;
  readonly phone: string;
  readonly company: string;
  readonly country: string;
  readonly timeZone: string;
  readonly consent: string;
  readonly notes: string;
}

/** The shop's history ends at the as-of date and goes back so far; first purchases fall into its first part. */
const HISTORY_DAYS = 78 * 7;
const ACQUISITION_DAYS = 52 * 7;

/** Shares of people (or of rows) with each kind of mess, as lists of real companies have it. */
const SHARE = {
  boughtNothing: 0.08,
  duplicateRow: 0.05,
  brokenAddress: 0.02,
  missingAddress: 0.01,
  optedOut: 0.025,
  neverSaid: 0.1,
  roleAddress: 0.01,
  hostileNote: 0.006,
  note: 0.08,
  phone: 0.3,
  company: 0.2,
  timeZone: 0.7,
  initialOnly: 0.05,
};

const LEAD_HEADER = [
  'lead_id',
  'first_name',
  'last_name',
  'email',
  'phone',
  'company',
  'country',
  'time_zone',
  'consent',
  'notes',
];
const ORDER_HEADER = ['lead_id', 'ordered_at', 'items', 'amount_usd'];
const MS_PER_DAY = 24 * 3600 * 1000;

/**
 * Leads with their orders as two CSV texts, with the mess of real lists: duplicates, unusable and missing addresses,
 * opt-outs, role addresses, formulas and planted instructions. The same arguments give the same bytes. People live in
 * `places`; a mission has a cohort for each time zone at least.
 */
export function makeDemoFiles(options: {
  count: number;
  seed: number;
  asOf: string;
  places?: readonly words.Place[];
}): DemoFiles {
  const random = createRandom(options.seed);
  const leadRows: string[][] = [];
  const orderRows: string[][] = [];
  const firstDay = Date.parse(`${options.asOf}T00:00:00Z`) - HISTORY_DAYS * MS_PER_DAY;
  const dateOf = (day: number): string => utcDay(new Date(firstDay + day * MS_PER_DAY));
  for (let n = 1; n <= options.count; n++) {
    const person = makePerson(random, n, options.places ?? words.PLACES);
    leadRows.push(rowOf(person));
    if (random.chance(SHARE.duplicateRow)) leadRows.push(rowOf(otherSpelling(random, person)));
    if (random.chance(SHARE.boughtNothing)) continue;
    for (const { day, items, amountUsd } of drawPurchases(
      random,
      random.integer(0, ACQUISITION_DAYS),
      HISTORY_DAYS,
    )) {
      orderRows.push([person.id, dateOf(day), String(items), amountUsd.toFixed(2)]);
    }
  }
  return {
    // Excel's way: a byte order mark and CRLF.
    leads: `\ufeff${csvOf([LEAD_HEADER, ...shuffled(leadRows, random)], '\r\n')}`,
    orders: csvOf([ORDER_HEADER, ...orderRows], '\n'),
  };
}

function makePerson(random: Random, n: number, places: readonly words.Place[]): Person {
  const first = random.pick(words.FIRST_NAMES);
  const last = random.pick(words.LAST_NAMES);
  const place = random.pick(places);
  return {
    id: `D${String(n).padStart(5, '0')}`,
    first: random.chance(SHARE.initialOnly) ? `${first.slice(0, 1)}.` : first,
    last,
    email: emailOf(random, { first, last, n }),
    phone: random.chance(SHARE.phone) ? `${place.phone}${random.integer(10, 99)}` : '',
    company: random.chance(SHARE.company) ? random.pick(words.COMPANIES) : '',
    country: place.country,
    timeZone: random.chance(SHARE.timeZone) ? place.timeZone : '',
    consent: consentOf(random),
    notes: noteOf(random),
  };
}

function emailOf(random: Random, { first, last, n }: { first: string; last: string; n: number }): string {
  const domain = random.pick(words.MAIL_DOMAINS);
  if (random.chance(SHARE.missingAddress)) return '';
  if (random.chance(SHARE.brokenAddress)) return random.pick(words.BROKEN_ADDRESSES);
  if (random.chance(SHARE.roleAddress)) return `${random.pick(words.ROLE_ADDRESSES)}@company-${n}.example`;
  return `${plain(first)}.${plain(last)}.${n}@${domain}`;
}

function consentOf(random: Random): string {
  if (random.chance(SHARE.optedOut)) return 'unsubscribed';
  return random.chance(SHARE.neverSaid) ? '' : 'subscribed';
}

function noteOf(random: Random): string {
  if (random.chance(SHARE.hostileNote)) return random.pick(words.HOSTILE_NOTES);
  return random.chance(SHARE.note) ? random.pick(words.NOTES) : '';
}

/** The same person as another system wrote him down. */
const otherSpelling = (random: Random, person: Person): Person => ({
  ...person,
  first: random.chance(0.5) ? `${person.first.slice(0, 1)}.` : person.first,
  email: random.chance(0.5) ? person.email.toUpperCase() : ` ${person.email} `,
  notes: '',
});

const rowOf = (person: Person): string[] => [
  person.id,
  person.first,
  person.last,
  person.email,
  person.phone,
  person.company,
  person.country,
  person.timeZone,
  person.consent,
  person.notes,
];

/** Fisher and Yates. */
function shuffled<T>(items: readonly T[], random: Random): T[] {
  const result = [...items];
  for (let i = result.length - 1; i > 0; i--) {
    const [taken] = result.splice(random.integer(0, i), 1);
    if (taken !== undefined) result.push(taken);
  }
  return result;
}

/** RFC 4180. */
function csvOf(rows: readonly (readonly string[])[], lineEnd: string): string {
  const quote = (cell: string): string => (/[",\r\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell);
  return rows.map((row) => row.map(quote).join(',') + lineEnd).join('');
}

/** Letters that the local part of an address may have. */
const plain = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll('ø', 'o')
    .replaceAll('ı', 'i')
    .normalize('NFKD')
    .replace(/[^a-z]/g, '');
