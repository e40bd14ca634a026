import { mapLeadColumns, mapOrderColumns } from '../../domain/leads/columns.ts';
import { parseCsvPart } from '../../domain/leads/csv.ts';
import { type CsvPart, splitCsv } from '../../domain/leads/csv-split.ts';
import { byteOrderMark, decodeAs } from '../../domain/leads/decode.ts';
import type { ChunkPlan, FileFormat, ImportRecord } from '../../domain/leads/import-record.ts';
import { parseOrderRow } from '../../domain/leads/order-row.ts';
import { RexError } from '../../kernel/errors.ts';
import { OccurrenceCounter } from './order-keys.ts';

/** Large enough that the cost of a message does not matter, small enough to finish in seconds. */
const ROWS_PER_CHUNK = 250;
/** Keeps the chunks of a large file few, and the rejections of one chunk within one record. */
const BYTES_PER_CHUNK_UNIT = 200_000;
const MAX_CHUNKS = 10_000;
const HEAD_BYTES = 4096;
const WHITE_SPACE = new Set([0x09, 0x0a, 0x0d, 0x20]);

/** First bytes of files that people take for CSV. */
const SIGNATURES: readonly { readonly bytes: readonly number[]; readonly what: string }[] = [
  { bytes: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or an Excel workbook (.xlsx)' },
  { bytes: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old Excel workbook (.xls)' },
  { bytes: [0x25, 0x50, 0x44, 0x46], what: 'a PDF' },
  { bytes: [0x1f, 0x8b], what: 'a gzip archive' },
];

export interface ImportPlan {
  readonly format: FileFormat;
  readonly chunks: readonly ChunkPlan[];
}

/**
 * Decides from the whole file how it is read, and in which parts.
 * @throws RexError VALIDATION_FAILED, with what was seen, when the file cannot be imported
 */
export async function planImport(
  bytes: Uint8Array,
  { kind, mapping }: Pick<ImportRecord, 'kind' | 'mapping'>,
): Promise<ImportPlan> {
  refuseBinary(bytes);
  const rowsPerChunk = Math.max(ROWS_PER_CHUNK, Math.ceil(bytes.length / BYTES_PER_CHUNK_UNIT));
  const { parts, ...format } = await splitCsv([bytes], rowsPerChunk);
  if (parts.length > MAX_CHUNKS) {
    throw unusable(`The file has more than ${MAX_CHUNKS * rowsPerChunk} rows. Split it.`);
  }
  if (kind === 'leads') mapLeadColumns(format.header, mapping);
  const repeats = kind === 'orders' ? repeatsBefore(bytes, parts, format, mapping) : [];
  if (parts.length === 0) {
    throw unusable(`The file has a header (${format.header.join(', ').slice(0, 200)}) and no rows.`);
  }
  return {
    format,
    chunks: parts.map(({ start, end, firstRow }, n) => ({ start, end, firstRow, repeats: repeats[n] ?? {} })),
  };
}

function refuseBinary(bytes: Uint8Array): void {
  const head = bytes.subarray(0, HEAD_BYTES);
  if (head.every((byte) => WHITE_SPACE.has(byte)))
    throw unusable(`The file is empty (${bytes.length} bytes).`);
  const known = SIGNATURES.find((each) => each.bytes.every((byte, i) => head[i] === byte));
  if (known) throw unusable(`The file is ${known.what}, not CSV. Save it as CSV and import that.`);
  if (!byteOrderMark(head) && head.includes(0)) {
    throw unusable(`The file is not text: byte ${head.indexOf(0) + 1} is zero.`);
  }
}

/**
 * For each part, how often its orders occur in the parts before it. Only the reading of the whole file knows; with
 * it every part can be imported by itself, in any order and again.
 */
function repeatsBefore(
  bytes: Uint8Array,
  parts: readonly CsvPart[],
  format: FileFormat,
  mapping: Readonly<Record<string, string>>,
): Record<string, number>[] {
  const columns = mapOrderColumns(format.header, mapping);
  const counter = new OccurrenceCounter();
  return parts.map((part) => {
    const repeats = new Map<string, number>();
    const seenHere = new Set<string>();
    const text = decodeAs(bytes.subarray(part.start, part.end), format.encoding);
    const layout = {
      delimiter: format.delimiter,
      columns: format.header.length,
      firstRow: part.firstRow,
    };
    for (const row of parseCsvPart(text, layout)) {
      const parsed = row.ok ? parseOrderRow(row.cells, columns) : undefined;
      if (!parsed?.ok) continue;
      const { hash, occurrence } = counter.next(parsed.order);
      if (occurrence > 0 && !seenHere.has(hash)) repeats.set(hash, occurrence);
      seenHere.add(hash);
    }
    return Object.fromEntries(repeats);
  });
}

const unusable = (message: string): RexError => new RexError('VALIDATION_FAILED', message);
