import { isValidIBAN } from 'ibantools';
import { findPhoneNumbersInText } from 'libphonenumber-js';
import { byPattern, type Detector, type Finding } from './finding.ts';

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/** The check digit of cards (Luhn 1960, ISO/IEC 7812-1). */
function passesLuhn(digits: string): boolean {
  let sum = 0;
  for (let i = 0; i < digits.length; i++) {
    const digit = Number(digits[digits.length - 1 - i]);
    const weighted = i % 2 === 1 ? 2 * digit : digit;
    sum += weighted > 9 ? weighted - 9 : weighted;
  }
  return sum % 10 === 0;
}

/** Twelve to nineteen digits, in groups or not, that begin as cards do and pass the check. */
export const findCards: Detector = byPattern(
  'CARD',
  /(?<![\w.,-])[1-6]\d(?:[ -]?\d){9,16}\d(?![\d-])/g,
  (found) => {
    const digits = digitsOf(found);
    return digits.length >= 12 && digits.length <= 19 && passesLuhn(digits) && !/^(\d)\1*$/.test(digits);
  },
);

const IBAN = /(?<![A-Z0-9])[A-Z]{2}\d{2}(?:[ -]?[A-Z0-9]{2,5}){2,8}(?![A-Z0-9])/gi;

export const findIbans: Detector = (text) =>
  [...text.matchAll(IBAN)].flatMap((match): Finding[] => {
    // The following text may look like another group: the longest beginning that is a valid IBAN counts.
    for (let length = match[0].length; length > 0; length--) {
      const found = match[0].slice(0, length);
      if (/[ -]$/.test(found) || !isValidIBAN(found.replace(/[ -]/g, '').toUpperCase())) continue;
      return [{ type: 'IBAN', start: match.index, end: match.index + length }];
    }
    return [];
  });

/** Area, group and serial that the US never gives out (SSA, Program Operations Manual RM 10201.035). */
const isSsn = (found: string): boolean => {
  const digits = digitsOf(found);
  return (
    !/^(000|666|9)/.test(digits) &&
    !/^\d{3}00/.test(digits) &&
    !/0000$/.test(digits) &&
    !/^(\d)\1*$/.test(digits) &&
    !['078051120', '123456789', '987654320'].includes(digits)
  );
};
const SSN = byPattern('NATIONAL_ID', /(?<![\d-])\d{3}([- .])\d{2}\1\d{4}(?![\d-])/g, isSsn);
/** National Insurance number (United Kingdom), without the letters that are never used. */
const NINO = byPattern(
  'NATIONAL_ID',
  /(?<![A-Z0-9])(?!BG|GB|NK|KN|TN|NT|ZZ)[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z] ?\d{2} ?\d{2} ?\d{2} ?[A-D](?![A-Z0-9])/gi,
);
/** Driver's licences and passports have no check digit, so only numbers with such a label count. */
const CALLED_ONE = byPattern(
  'NATIONAL_ID',
  /(?<=\b(?:passport|licen[cs]e|social security|ssn|tax id|national id)(?: (?:number|no\.?|is|num))*[ :#]+(?:is )?)(?=[A-Z0-9-]*\d)[A-Z0-9][A-Z0-9-]{5,17}(?![A-Za-z0-9])/gi,
);

export const findNationalIds: Detector = (text) => [...SSN(text), ...NINO(text), ...CALLED_ONE(text)];

const OCTET = '(?:25[0-5]|2[0-4]\\d|1?\\d?\\d)';
const IPV4 = byPattern('IP', new RegExp(`(?<![\\d.])${OCTET}(?:\\.${OCTET}){3}(?![\\d.]*\\d)`, 'g'));
const IPV6 = byPattern(
  'IP',
  /(?<![\w:.])(?:(?:[0-9a-f]{1,4}:){7}[0-9a-f]{1,4}|(?:[0-9a-f]{1,4}:){1,7}:(?:[0-9a-f]{1,4}(?::[0-9a-f]{1,4}){0,6})?|::(?:[0-9a-f]{1,4}:){0,6}[0-9a-f]{1,4})(?![\w:])/gi,
);
export const findIps: Detector = (text) => [...IPV4(text), ...IPV6(text)];

/** Phone numbers that are valid by a numbering plan. */
export const findPhones: Detector = (text) =>
  findPhoneNumbersInText(text, { defaultCountry: 'US' }).map(
    ({ startsAt, endsAt }): Finding => ({ type: 'PHONE', start: startsAt, end: endsAt }),
  );

/** Numbers in the form of phone numbers, without a country that would make them certain. */
export const findPhoneLike: Detector = byPattern(
  'PHONE',
  /(?<![\w.,$€£/-])(?:\+?\d{1,3}[ .-]?)?(?:\(\d{1,5}\)[ .-]?|\d{2,5}[ .-])\d{2,4}(?:[ .-]?\d{2,4}){1,3}(?:\s?(?:x|ext\.?) ?\d{1,5})?(?![A-Za-z0-9]|-\d|\.\d)/gi,
  (found) => {
    const digits = digitsOf(found.replace(/(?:x|ext).*/i, ''));
    return digits.length >= 7 && digits.length <= 15 && !/^\d{4}[-./ ]\d{2}[-./ ]\d{2}$/.test(found);
  },
);
