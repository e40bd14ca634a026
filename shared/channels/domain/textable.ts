import { parsePhoneNumberFromString } from 'libphonenumber-js/mobile';

/**
 * Whether a number in E.164 can get a text: by the numbering plan of its country it is a mobile number, or may be one (in
 * North America the plan does not tell). Landlines, premium-rate, shared-cost and toll-free numbers, pagers and numbers
 * that do not exist cannot.
 */
export const isTextable = (phone: string): boolean => parsePhoneNumberFromString(phone)?.isValid() ?? false;
