/** Two spellings of one telephone number, and which of them is the canonical one. */
interface Spelling {
  readonly country: string;
  readonly pattern: RegExp;
  readonly canonical: string;
}

/**
 * Countries whose mobile numbers are written both with and without a certain digit. Networks and WhatsApp use either form,
 * so a person's answer may come from the other form than the one that was written to.
 */
const SPELLINGS: readonly Spelling[] = [
  {
    // Since 2019 nobody dials the 1 after the country code; WhatsApp still writes it. National numbers have ten digits.
    country: 'Mexico',
    pattern: /^\+521(?<number>[2-9]\d{9})$/,
    canonical: '+52$<number>',
  },
  {
    // The 9 marks a mobile number that is called from abroad; within the country it is 15 after the area code.
    country: 'Argentina',
    pattern: /^\+549(?<number>\d{10})$/,
    canonical: '+54$<number>',
  },
  {
    // Mobile numbers got a ninth digit by 2016. Those with eight begin with 6 to 9, landlines with 2 to 5.
    country: 'Brazil',
    pattern: /^\+55(?<area>[1-9]\d)(?<number>[6-9]\d{7})$/,
    canonical: '+55$<area>9$<number>',
  },
];

/** One form for all spellings of a number, for comparisons only: networks may refuse to call it. @param phone E.164 */
export function canonicalNumber(phone: string): string {
  const found = SPELLINGS.find(({ pattern }) => pattern.test(phone));
  return found ? phone.replace(found.pattern, found.canonical) : phone;
}
