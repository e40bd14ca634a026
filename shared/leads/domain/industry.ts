import { UNKNOWN } from './company-size.ts';
import { isName } from './is-name.ts';
import { inertLine } from './text-fields.ts';

/** Most characters that are kept of a lead's own words for its industry. */
const MAX_LABEL = 40;

/** Sectors, and the words that exports use for them. The first sector with a matching word is used. */
export const SECTORS: readonly (readonly [sector: string, words: string])[] = [
  [
    'Software',
    'software saas internet it tech technology technologies computer cloud cybersecurity edv informatik',
  ],
  ['Finance', 'finance financial bank banking insurance fintech investment accounting versicherung finanz'],
  ['Healthcare', 'health healthcare medical hospital pharma pharmaceuticals biotech biotechnology medizin'],
  ['Retail', 'retail ecommerce commerce shop shopping apparel fashion handel einzelhandel'],
  [
    'Manufacturing',
    'manufacturing industrial machinery automotive chemicals electronics maschinenbau fertigung',
  ],
  ['Education', 'education university school elearning training bildung'],
  ['Construction', 'construction building architecture engineering civil bau'],
  ['Real estate', 'realestate property estate immobilien'],
  ['Logistics', 'logistics transportation transport shipping freight supply logistik'],
  ['Media', 'media marketing advertising publishing entertainment broadcast werbung'],
  ['Consulting', 'consulting legal law staffing recruiting beratung'],
  [
    'Hospitality',
    'hospitality hotel hotels restaurant restaurants food beverages travel tourism leisure gastronomie',
  ],
  ['Energy', 'energy oil gas utilities mining renewables solar energie'],
  ['Public sector', 'government public military nonprofit ngo charity verwaltung'],
  ['Agriculture', 'agriculture farming landwirtschaft'],
  ['Telecommunications', 'telecom telecommunications wireless'],
];

const BY_WORD = new Map(SECTORS.flatMap(([sector, words]) => words.split(' ').map((word) => [word, sector])));

/** The sector for a lead's words; unknown words are a sector of their own, as inert text of limited length. */
export function industryOf(raw: string | undefined): string {
  const { text } = inertLine(raw ?? '', MAX_LABEL);
  if (text === '' || !isName(raw ?? '')) return UNKNOWN;
  const words =
    text
      .normalize('NFKD')
      .toLowerCase()
      .match(/[\p{L}\p{N}]+/gu) ?? [];
  const sector = [words.join(''), ...words]
    .map((word) => BY_WORD.get(word))
    .find((found) => found !== undefined);
  return sector ?? plain(text);
}

/** One spelling for texts that differ in case or signs only, without anything that could be markup or a command. */
function plain(text: string): string {
  const words = text
    .replace(/[^\p{L}\p{N}&,.' -]/gu, ' ')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();
  return words === '' ? UNKNOWN : words.charAt(0).toUpperCase() + words.slice(1);
}
