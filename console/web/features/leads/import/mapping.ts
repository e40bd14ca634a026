import type { ImportPreview } from '../../../../../shared/leads/contract/routes.ts';

/** Column by field, as the API takes it. */
export type Mapping = Readonly<Record<string, string>>;
type Column = ImportPreview['columns'][number];

/** In a mapping: columns that are kept as they are. */
export const KEEP = 'attributes';
const BETWEEN = '|';

/** How fields are named to people. What is missing here is named by its words: `lastOrderOn` as Last order on. */
const NAMES: Readonly<Record<string, string>> = {
  externalId: 'Id in your system',
  email: 'E-mail address',
  addressLine2: 'Address, second line',
  birthDate: 'Date of birth',
  consent: 'Consent to e-mail',
  optOut: 'Opt-out',
  smsConsent: 'Consent to SMS',
  whatsappConsent: 'Consent to WhatsApp',
  linkedinUrl: 'LinkedIn profile',
  employees: 'Number of employees',
  secondsOnSite: 'Seconds on your site',
  outcome: 'Outcome (won or lost)',
  orderedAt: 'Date of the order',
  items: 'Number of items',
};

export function nameOfField(field: string): string {
  const words = field.replaceAll(/([a-z\d])([A-Z])/g, '$1 $2').toLowerCase();
  return NAMES[field] ?? words.charAt(0).toUpperCase() + words.slice(1);
}

const keptOf = (mapping: Mapping): string[] => mapping[KEEP]?.split(BETWEEN) ?? [];

/** A mapping after a person has said what a column is: a field, kept as it is, or (undefined) what Rex makes of it. */
export function mapped(
  mapping: Mapping,
  { header }: Pick<Column, 'header'>,
  to: string | undefined,
): Mapping {
  const kept = keptOf(mapping).filter((name) => name !== header);
  const fields = Object.entries(mapping).filter(([field, name]) => field !== KEEP && name !== header);
  const next = to === KEEP ? [...kept, header] : kept;
  return {
    ...Object.fromEntries(fields),
    ...(to === undefined || to === KEEP ? {} : { [to]: header }),
    ...(next.length === 0 ? {} : { [KEEP]: next.join(BETWEEN) }),
  };
}

/** What a person has said of a column; undefined when nothing. */
export const saidOf = (mapping: Mapping, { header }: Pick<Column, 'header'>): string | undefined =>
  keptOf(mapping).includes(header)
    ? KEEP
    : Object.entries(mapping).find(([field, name]) => field !== KEEP && name === header)?.[0];
