/** GSM 03.38: the basic character set, and the characters that need an escape and so take two places. */
const GSM_BASIC = new Set(
  '@£$¥èéùìòÇ\nØø\rÅåΔ_ΦΓΛΩΠΨΣΘΞÆæßÉ !"#¤%&\'()*+,-./0123456789:;<=>?¡ABCDEFGHIJKLMNOPQRSTUVWXYZÄÖÑÜ§¿abcdefghijklmnopqrstuvwxyzäöñüà',
);
const GSM_EXTENDED = new Set('\f^{}\\[~]|€');

const ENCODINGS = {
  'GSM-7': { single: 160, part: 153 },
  /** One place is a UTF-16 unit. */
  'UCS-2': { single: 70, part: 67 },
} as const;

export interface SmsSize {
  readonly encoding: keyof typeof ENCODINGS;
  /** Number of messages that the network carries and bills. */
  readonly segments: number;
}

/**
 * How a text is encoded and split. One character outside of GSM 03.38 makes the whole text UCS-2. A character of two places
 * (an escape, a surrogate pair) is never cut in two, so a segment may end one place early.
 */
export function smsSize(text: string): SmsSize {
  const characters = [...text];
  const isGsm = characters.every((char) => GSM_BASIC.has(char) || GSM_EXTENDED.has(char));
  const encoding = isGsm ? 'GSM-7' : 'UCS-2';
  const places = characters.map((char) => (isGsm ? (GSM_EXTENDED.has(char) ? 2 : 1) : char.length));
  const { single, part } = ENCODINGS[encoding];
  if (places.reduce((sum, n) => sum + n, 0) <= single) return { encoding, segments: 1 };
  let segments = 1;
  let used = 0;
  for (const n of places) {
    if (used + n > part) {
      segments += 1;
      used = 0;
    }
    used += n;
  }
  return { encoding, segments };
}
