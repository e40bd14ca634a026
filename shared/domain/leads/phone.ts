import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** ISO 3166-1 alpha-2 code of the country that a number in E.164 belongs to. */
export const countryOfPhone = (phone: string): string | undefined =>
  parsePhoneNumberFromString(phone)?.country;

/** E.164 form of a phone number; `country` is taken for numbers without a country code. */
export function parsePhone(raw: string, country: string | undefined): string | undefined {
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  // The cell is the number: digits out of a sentence would be somebody else's.
  const options = { extract: false, ...(region === undefined ? {} : { defaultCountry: region }) };
  const phone = parsePhoneNumberFromString(raw.trim().slice(0, 60), options);
  return phone?.isValid() ? phone.number : undefined;
}
