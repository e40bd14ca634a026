import { parsePhoneNumberFromString } from 'libphonenumber-js/min';
import { timeZoneOfCountry } from '../leads/time-zone.ts';

/** Where a number is at home; undefined for countries of several zones. */
export function phoneZone(phone: string | undefined): string | undefined {
  const country = phone === undefined ? undefined : parsePhoneNumberFromString(phone)?.country;
  return country === undefined ? undefined : timeZoneOfCountry(country);
}
