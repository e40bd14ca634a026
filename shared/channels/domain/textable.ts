import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';

/**
 * Whether a number in E.164 can get a text: it is a mobile one by the plan of its country, or one of those that may be
 * (in North America nobody can tell). Landlines, premium-rate, shared-cost and free numbers, pagers and numbers that do
 * not exist are not.
 */
export const isTextable = (phone: string): boolean => parsePhoneNumberFromString(phone)?.isValid() ?? false;
