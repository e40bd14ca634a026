export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

export interface DecodedText {
  readonly text: string;
  readonly encoding: Encoding;
}

const BYTE_ORDER_MARKS: readonly { readonly encoding: Encoding; readonly bytes: readonly number[] }[] = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/**
 * Decodes an uploaded file: by its byte order mark, else as UTF-8 when it is valid UTF-8, else as windows-1252, which can
 * decode any bytes and is what Excel writes as "CSV" in Western countries.
 */
export function decodeText(bytes: Uint8Array): DecodedText {
  const encoding = byteOrderMark(bytes)?.encoding ?? (isUtf8(bytes) ? 'utf-8' : 'windows-1252');
  return { text: decodeAs(bytes, encoding), encoding };
}

/** Decodes a byte range whose encoding is known already. Never throws; a byte order mark is dropped. */
export function decodeAs(bytes: Uint8Array, encoding: Encoding): string {
  return new TextDecoder(encoding).decode(bytes);
}

/** The byte order mark at the start of a file, with its length in bytes. */
export function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | undefined {
  const mark = BYTE_ORDER_MARKS.find((each) => each.bytes.every((byte, i) => bytes[i] === byte));
  return mark && { encoding: mark.encoding, length: mark.bytes.length };
}

function isUtf8(bytes: Uint8Array): boolean {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}
