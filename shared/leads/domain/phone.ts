import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A cell with several numbers: `::: ` (Google), lines, `;`. */
const BETWEEN_NUMBERS =
  /\s*(?:::+|[;\n|]|(?:[,/]|\s(?:or|oder|ou|o|and|und|et|y|e|of|eller)\s)(?=\s*(?:\+|00)))\s*/i;
/** Labels before a number, as forms and sheets write them: `p:`, `mobile:`. */
const LABEL =
  /^(?:p|t|ph|phone|tel|telephone|mobile|mob|m|cell|c|home|h|work|w|office|whatsapp|sms|telefon|fon|handy|mobil|téléphone|teléfono|telefono|móvil|cel|gsm)\s*(?:[:.]+\s*|(?=\+))/iu;
/** Texts after a number that are not part of it: the owner, and the extension in German and French forms. */
const BEHIND = /\s*(?:\([\p{L}\s.]+\)|(?:durchwahl|dw|nebenstelle|poste|interno|anexo)\.?\s*\d{1,5})$/iu;
/** A whole number that a spreadsheet stored with a fraction. */
const FRACTION = /^(\+?\d{8,})\.0+$/;
/** Types of numbers that belong to no person and cost the caller. */
const NOT_A_PERSONS: ReadonlySet<string | undefined> = new Set(['PREMIUM_RATE']);

/** ISO 3166-1 alpha-2 code of the country that a number in E.164 belongs to. */
export const countryOfPhone = (phone: string): string | undefined =>
  parsePhoneNumberFromString(phone)?.country;

/**
 * E.164 form of a phone number, the first valid one of a cell with several; `country` is assumed for numbers without a
 * country code. A number is valid by the full numbering plan of its country; premium-rate numbers are refused. For whether
 * it can be texted, see `channels/domain/textable.ts`.
 */
export function parsePhone(raw: string, country: string | undefined): string | undefined {
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // The whole cell must be the number: digits in a sentence may be another person's.
  const options = { extract: false, ...(region === undefined ? {} : { defaultCountry: region }) };
  for (const part of raw.slice(0, 200).split(BETWEEN_NUMBERS)) {
    for (const spelling of spellingsOf(plain(part))) {
      const phone = parsePhoneNumberFromString(spelling, options);
      if (phone?.isValid()) return NOT_A_PERSONS.has(phone.getType()) ? undefined : phone.number;
    }
  }
  return undefined;
}

/** Rex and others write `'+49 …` to keep a spreadsheet from calculating; `(+49)` and `p:` come from forms. */
const plain = (part: string): string =>
  part
    .normalize('NFKC')
    .trim()
    .replace(/^['‘’`"=]+/, '')
    .replace(/["]+$/, '')
    .replace(LABEL, '')
    .replace(BEHIND, '')
    .replace(FRACTION, '$1')
    .replace(/^[([]\s*((?:\+|00)\d{1,3})\s*[)\]]/, '$1 ')
    .trim();

/**
 * Readings of a number: as it is; with `00` as the international prefix; and for Mexican mobile numbers without the 1 that
 * the country dropped in 2019 and WhatsApp still writes.
 */
function spellingsOf(text: string): string[] {
  const digits = text.replace(/[^\d+]/g, '');
  return [
    text,
    ...(/^00\s?[1-9]/.test(text) ? [`+${text.slice(2).trimStart()}`] : []),
    ...(/^\+521\d{10}$/.test(digits) ? [`+52${digits.slice(4)}`] : []),
  ];
}
