/** The characters of bytes 0x80 to 0x9F in windows-1252; the five undefined bytes stand for themselves. */
const WINDOWS_1252_HIGH = '€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008dŽ\u008f\u0090‘’“”•–—˜™š›œ\u009džŸ';
const HIGH_BYTES = new Map([...WINDOWS_1252_HIGH].map((sign, i) => [sign, 0x80 + i]));

// biome-ignore lint/suspicious/noControlCharactersInRegex: these are all of ASCII
const ASCII = /^[\u0000-\u007f]*$/;

/** Most passes: text that was broken three times occurs. */
const MAX_ROUNDS = 3;

/**
 * Repairs the one encoding error that is common in lead lists: UTF-8 read as windows-1252 or Latin-1 (`MÃ¼ller`). Changes a
 * text only when all of it can be decoded this way, and when it contains signs of the error.
 */
export function repairMojibake(text: string): string {
  if (ASCII.test(text)) return text;
  let repaired = text;
  for (let round = 0; round < MAX_ROUNDS; round++) {
    const next = repairOnce(repaired);
    if (next === undefined) break;
    repaired = next;
  }
  return repaired;
}

function repairOnce(text: string): string | undefined {
  const bytes = windows1252Bytes(text);
  if (bytes === undefined) return undefined;
  const sequences = multibyteSequences(bytes);
  if (!sequences.some(isTelling) && sequences.filter(isPlausible).length < 2) return undefined;
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return undefined;
  }
}

function windows1252Bytes(text: string): Uint8Array | undefined {
  const bytes: number[] = [];
  for (const sign of text) {
    const code = sign.codePointAt(0) ?? 0;
    const byte = HIGH_BYTES.get(sign) ?? (code < 0x100 ? code : undefined);
    if (byte === undefined) return undefined;
    bytes.push(byte);
  }
  return Uint8Array.from(bytes);
}

function multibyteSequences(bytes: Uint8Array): number[][] {
  const sequences: number[][] = [];
  for (const byte of bytes) {
    const current = sequences.at(-1);
    if (byte >= 0xc2) sequences.push([byte]);
    else if (byte >= 0x80 && current) current.push(byte);
  }
  return sequences;
}

/** Signs that may stand after a real Ã: yen, a hard blank, an apostrophe. */
const AFTER_TILDE = new Set([0xa5, 0xa0, 0x92]);
/** Ã or Â with a sign that no language writes after it; â€ and ï¼ (punctuation); ðŸ (emoji). */
const isTelling = ([lead = 0, ...rest]: number[]): boolean =>
  (lead <= 0xc3 && rest.length > 0 && !AFTER_TILDE.has(rest[0] ?? 0)) ||
  ((lead === 0xe2 || lead === 0xef) && rest.length > 1) ||
  (lead >= 0xf0 && rest.length > 2);

/** Words in capitals end in such pairs by chance (`NESTLÉ®`), so one alone proves nothing. */
const isPlausible = (sequence: number[]): boolean => sequence.length > 1 && sequence[1] !== 0xa0;
