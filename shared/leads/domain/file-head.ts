import { RexError } from '../../kernel/errors.ts';
import { byteOrderMark } from './decode.ts';

const WHITE_SPACE = new Set([0x09, 0x0a, 0x0d, 0x20]);

/** First bytes of other files that people upload as CSV. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or an Excel workbook (.xlsx)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook (.xls)' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive' },
];

/**
 * Refuses what is no text, by the first bytes of a file of `size` bytes.
 * @throws RexError VALIDATION_FAILED that says what it is instead
 */
export function refuseBinary(head: Uint8Array, size: number): void {
  if (head.every((byte) => WHITE_SPACE.has(byte))) throw unusable(`The file is empty (${size} bytes).`);
  const known = SIGNATURES.find((each) => each.bytes.every((byte, i) => head[i] === byte));
  if (known) throw unusable(`The file is ${known.what}, not CSV. Save it as CSV and import that.`);
  if (!byteOrderMark(head) && head.includes(0)) {
    throw unusable(`The file is not text: byte ${head.indexOf(0) + 1} is zero.`);
  }
}

const unusable = (message: string): RexError => new RexError('VALIDATION_FAILED', message);
