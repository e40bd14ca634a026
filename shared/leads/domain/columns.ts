import { RexError } from '../../kernel/errors.ts';
import { LEAD_SYNONYMS, ORDER_SYNONYMS, SHOP_EXPORTS } from './column-synonyms.ts';
import {
  type ConsentColumn,
  namedConsentColumns,
  optOutColumn,
  otherConsentColumn,
} from './consent-columns.ts';
import { headerKey } from './header-key.ts';
import { MAX_ATTRIBUTE_NAME, MAX_ATTRIBUTES } from './lead-profile.ts';
import { inertLine } from './text-fields.ts';

export const LEAD_FIELDS = [
  'externalId',
  'email',
  'firstName',
  'lastName',
  'fullName',
  'mobile',
  'phone',
  'company',
  'street',
  'houseNumber',
  'addressLine2',
  'city',
  'region',
  'postcode',
  'country',
  'birthDate',
  'timeZone',
  'consent',
  'optOut',
  'smsConsent',
  'whatsappConsent',
  'linkedinUrl',
  'notes',
  'industry',
  'employees',
  'revenue',
  'jobTitle',
  'visits',
  'secondsOnSite',
  'pageViews',
  'outcome',
  'lastContactedAt',
  'createdAt',
] as const;
export type LeadField = (typeof LEAD_FIELDS)[number];

export const ORDER_FIELDS = [
  'orderId',
  'externalId',
  'email',
  'orderedAt',
  'items',
  'amount',
  'currency',
  'status',
  'cancelledAt',
  'refunded',
] as const;
export type OrderField = (typeof ORDER_FIELDS)[number];

/** The column (0-based) of each field. Plain data, because it is sent in messages. */
type ColumnMap<Field extends string> = { readonly [F in Field]?: number };

/** The mapping that a person gave: for a field, the header of its column as it is in the file. */
export type ColumnOverrides<Field extends string> = { readonly [F in Field]?: string };

export interface LeadColumns extends ColumnMap<LeadField> {
  /** Every column about consent, the one of the field `consent` first. */
  readonly consents?: readonly ConsentColumn[];
}

export interface OrderColumns {
  readonly columns: ColumnMap<OrderField>;
  /** ISO 4217 code that the header of the amount names, as in `amount_usd`. */
  readonly currency?: string;
}

type Synonyms<Field extends string> = Readonly<Record<Field, readonly string[]>>;

/** Amount headers may end with one of these: `amount_usd`, `Total (EUR)`, `Betrag in CHF`. */
const CURRENCIES =
  'USD EUR GBP JPY CHF CAD AUD NZD SEK NOK DKK PLN CZK HUF BRL MXN INR CNY SGD HKD ZAR TRY RON BGN UAH ILS AED SAR KRW THB'.split(
    ' ',
  );

/**
 * Finds the columns of a lead file.
 * @throws RexError VALIDATION_FAILED when no column has the address, or the mapping names a column that does not exist
 */
export function mapLeadColumns(
  header: readonly string[],
  overrides: ColumnOverrides<LeadField> = {},
): LeadColumns {
  const columns = recognizeLeadColumns(header, overrides);
  if (columns.email === undefined) throw missing('email', 'the e-mail address', header);
  return columns;
}

/**
 * The same of a file that may lack what an import needs.
 * @throws RexError VALIDATION_FAILED when the mapping names a column that does not exist
 */
export function recognizeLeadColumns(
  header: readonly string[],
  overrides: ColumnOverrides<LeadField> = {},
): LeadColumns {
  const columns = mapColumns(header, LEAD_FIELDS, LEAD_SYNONYMS, overrides);
  const consents = consentColumns(header, columns);
  return consents.length === 0 ? columns : { ...columns, consents };
}

/** The columns of the fields `consent`, `optOut` and so on, and all others whose headers are about consent. */
function consentColumns(header: readonly string[], columns: ColumnMap<LeadField>): ConsentColumn[] {
  const { consent, optOut, smsConsent, whatsappConsent, ...others } = columns;
  const taken = new Set<number | undefined>(Object.values(others));
  const named = namedConsentColumns(columns);
  const asked = new Set(named.map(({ at }) => at));
  const meant = header.flatMap((name, at): ConsentColumn[] => {
    const optOut = taken.has(at) ? undefined : optOutColumn(name);
    const column = optOut ?? (asked.has(at) ? undefined : otherConsentColumn(name));
    // "State" may mean the status of a contact; when it is a place, nothing in it is an opt-out.
    return column && (column.direction === 'standing' || !taken.has(at)) ? [{ at, ...column }] : [];
  });
  const turnedRound = new Set(meant.map(({ at }) => at));
  return [...named.filter(({ at }) => !turnedRound.has(at)), ...meant];
}

/** A column that is kept as it is, under its header. */
export interface KeptColumn {
  readonly name: string;
  readonly at: number;
}

/** The places of all columns that are read. */
function usedColumns({ consents = [], ...fields }: LeadColumns): number[] {
  return [...Object.values(fields), ...consents.map(({ at }) => at)];
}

/** The headers of unused columns, so that a person sees what was left out. */
export function unusedColumns(
  kind: 'leads' | 'orders',
  header: readonly string[],
  mapping: Readonly<Record<string, string>>,
): string[] {
  const { [KEEP]: keep, ...overrides } = mapping;
  const columns = kind === 'leads' ? mapLeadColumns(header, overrides) : undefined;
  const places = columns
    ? [...usedColumns(columns), ...keptColumns(header, columns, keep).map(({ at }) => at)]
    : Object.values(mapOrderColumns(header, overrides).columns);
  const used = new Set(places);
  const unused = header.filter((name, at) => name !== '' && !used.has(at));
  return unused.slice(0, MAX_UNUSED).map((name) => inertLine(name, MAX_ATTRIBUTE_NAME).text);
}
const MAX_UNUSED = 100;

/** Places may help to predict who becomes a customer, so models may use them too. */
const KEPT_ALSO: readonly LeadField[] = ['city', 'region'];

/** In a mapping: the headers to keep beside the fields, with `|` between them, or `*` for all that no field takes. */
export const KEEP = 'attributes';

/** @throws RexError VALIDATION_FAILED for a header that the file does not have */
export function keptColumns(
  header: readonly string[],
  columns: LeadColumns,
  wanted: string | undefined,
): KeptColumn[] {
  if (wanted === undefined) return [];
  const shared = new Set(KEPT_ALSO.map((field) => columns[field]));
  // A status or tags may contain an opt-out, but most of their values are about something else.
  const standing = (columns.consents ?? []).filter(({ direction }) => direction === 'standing');
  for (const { at } of standing) shared.add(at);
  const taken = new Set(usedColumns(columns).filter((at) => !shared.has(at)));
  const keys = header.map(headerKey);
  const places =
    wanted.trim() === '*'
      ? header.flatMap((_, at) => (taken.has(at) || keys[at] === '' ? [] : [at]))
      : wanted.split('|').map((name) => {
          const at = keys.indexOf(headerKey(name));
          if (at < 0) throw unknownColumn(KEEP, name.trim(), header);
          return at;
        });
  return places.slice(0, MAX_ATTRIBUTES).map((at) => ({ name: attributeName(header, at), at }));
}

/** The header, unless it is blank or a property of every object (`constructor`, `__proto__`), which no record could hold. */
function attributeName(header: readonly string[], at: number): string {
  const name = inertLine(header[at] ?? '', MAX_ATTRIBUTE_NAME).text;
  return name === '' || name in Object.prototype ? `column ${at + 1}` : name;
}

/**
 * Finds the columns of an order file.
 * @throws RexError VALIDATION_FAILED when the person, the date or the amount cannot be found
 */
export function mapOrderColumns(
  header: readonly string[],
  overrides: ColumnOverrides<OrderField> = {},
): OrderColumns {
  const columns = recognizeOrderColumns(header, overrides);
  if (columns.externalId === undefined && columns.email === undefined) {
    throw missing('externalId', 'the lead (its id or its e-mail address)', header);
  }
  if (columns.orderedAt === undefined) throw missing('orderedAt', 'the date of the order', header);
  if (columns.amount === undefined) throw missing('amount', 'the amount', header);
  return { columns, currency: currencyOf(header[columns.amount] ?? '') };
}

/** The same of a file that may lack what an import needs. */
export function recognizeOrderColumns(
  header: readonly string[],
  overrides: ColumnOverrides<OrderField> = {},
): ColumnMap<OrderField> {
  return mapColumns(header.map(withoutCurrency), ORDER_FIELDS, ORDER_SYNONYMS, {
    ...shopOverrides(header),
    ...asPlain(overrides),
  });
}

function mapColumns<Field extends string>(
  header: readonly string[],
  fields: readonly Field[],
  synonyms: Synonyms<Field>,
  overrides: ColumnOverrides<Field>,
): ColumnMap<Field> {
  const keys = header.map(headerKey);
  const map: { [F in Field]?: number } = {};
  const taken = new Set<number>();
  for (const field of fields) {
    const named = overrides[field];
    if (named === undefined) continue;
    const at = keys.indexOf(headerKey(named));
    if (at < 0) throw unknownColumn(field, named, header);
    map[field] = at;
    taken.add(at);
  }
  for (const field of fields) {
    if (map[field] !== undefined) continue;
    const at = synonyms[field]
      .map((name) => keys.indexOf(headerKey(name)))
      .find((i) => i >= 0 && !taken.has(i));
    if (at === undefined) continue;
    map[field] = at;
    taken.add(at);
  }
  return map;
}

/** Corrections for the exports of shops that are recognized by their headers, where names alone would mislead. */
function shopOverrides(header: readonly string[]): ColumnOverrides<OrderField> {
  const keys = new Set(header.map(headerKey));
  return SHOP_EXPORTS.find(({ has }) => has.every((name) => keys.has(headerKey(name))))?.columns ?? {};
}

function asPlain(overrides: ColumnOverrides<OrderField>): ColumnOverrides<OrderField> {
  return Object.fromEntries(
    Object.entries(overrides).map(([field, name]) => [
      field,
      name === undefined ? name : withoutCurrency(name),
    ]),
  );
}

function withoutCurrency(header: string): string {
  const code = currencyOf(header);
  return code === undefined
    ? header
    : header.replace(new RegExp(`[\\s_(-]+(?:in[\\s_]+)?${code}[\\s)]*$`, 'i'), '');
}

function currencyOf(header: string): string | undefined {
  const last = /[\s_(-]([a-z]{3})[\s)]*$/i.exec(header)?.[1]?.toUpperCase();
  return last !== undefined && CURRENCIES.includes(last) ? last : undefined;
}

function missing(field: string, what: string, header: readonly string[]): RexError {
  return new RexError('VALIDATION_FAILED', `No column holds ${what}. ${seen(header)}`, {
    fields: [{ path: `mapping.${field}`, message: `name the column that holds ${what}` }],
  });
}

function unknownColumn(field: string, named: string, header: readonly string[]): RexError {
  return new RexError('VALIDATION_FAILED', `There is no column ${JSON.stringify(named)}. ${seen(header)}`, {
    fields: [{ path: `mapping.${field}`, message: 'is not a column of the file' }],
  });
}

const seen = (header: readonly string[]): string =>
  `The columns are: ${
    header
      .slice(0, 40)
      .map((name) => JSON.stringify(name.slice(0, 60)))
      .join(', ') || '(none)'
  }.`;
