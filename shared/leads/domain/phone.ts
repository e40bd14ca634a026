import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/max';

/** A cell with several numbers: `::: ` (Google), lines, `;`. */
const BETWEEN_NUMBERS =
  /\s*(?:::+|[;\n|]|(?:[,/]|\s(?:or|oder|ou|o|and|und|et|y|e|of|eller)\s)(?=\s*(?:\+|00)))\s*/i;
/** What a number is, before it: forms and sheets write `p:`, `mobile:`. */
const LABEL =
  /^(?:p|t|ph|phone|tel|telephone|mobile|mob|m|cell|c|home|h|work|w|office|whatsapp|sms|telefon|fon|handy|mobil|téléphone|teléfono|telefono|móvil|cel|gsm)\s*(?:[:.]+\s*|(?=\+))/iu;
/** What stands behind a number and is none of it: whose it is, and the extension as Germans and French write it. */
const BEHIND = /\s*(?:\([\p{L}\s.]+\)|(?:durchwahl|dw|nebenstelle|poste|interno|anexo)\.?\s*\d{1,5})$/iu;
/** A whole number that a sheet has kept as one with a fraction. */
const FRACTION = /^(\+?\d{8,})\.0+$/;
/** Nobody's own: to ring or text them costs the caller. */
const NOT_A_PERSONS: ReadonlySet<string | undefined> = new Set(['PREMIUM_RATE']);

/** ISO 3166-1 alpha-2 code of the country that a number in E.164 belongs to. */
export const countryOfPhone = (phone: string): string | undefined =>
  parsePhoneNumberFromString(phone)?.country;

/**
 * E.164 form of a phone number, the first that is one of a cell with several; `country` is taken for numbers without a
 * country code. Valid by the whole plan of its country; premium-rate numbers are refused. Whether it can be texted says
 * `channels/textable.ts`.
 */
export function parsePhone(raw: string, country: string | undefined): string | undefined {
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // The cell is the number: digits out of a sentence would be somebody else's.
  const options = { extract: false, ...(region === undefined ? {} : { defaultCountry: region }) };
  for (const part of raw.slice(0, 200).split(BETWEEN_NUMBERS)) {
    for (const spelling of spellingsOf(plain(part))) {
      const phone = parsePhoneNumberFromString(spelling, options);
      if (phone?.isValid()) return NOT_A_PERSONS.has(phone.getType()) ? undefined : phone.number;
    }
  }
  return undefined;
}

/** `'+49 …` is how Rex and others keep a spreadsheet from calculating; `(+49)` and `p:` come from forms. */
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
 * As it stands; with the `00` that most of the world dials before a country's code; and a Mexican mobile number without
 * the 1 that its country dropped in 2019 and WhatsApp still writes.
 */
function spellingsOf(text: string): string[] {
  const digits = text.replace(/[^\d+]/g, '');
  return [
    text,
    ...(/^00\s?[1-9]/.test(text) ? [`+${text.slice(2).trimStart()}`] : []),
    ...(/^\+521\d{10}$/.test(digits) ? [`+52${digits.slice(4)}`] : []),
  ];
}
