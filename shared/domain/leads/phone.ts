import { isSupportedCountry, parsePhoneNumberFromString } from 'libphonenumber-js/min';

/** E.164 form of a phone number; `country` is taken for numbers without a country code. */
export function parsePhone(raw: string, country: string | undefined): string | undefined {
  const region = country !== undefined && isSupportedCountry(country) ? country : undefined;
  const phone = parsePhoneNumberFromString(raw.slice(0, 60), region);
  return phone?.isValid() ? phone.number : undefined;
}
