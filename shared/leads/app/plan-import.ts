import { RexError } from '../../kernel/errors.ts';
import { ColumnSurvey } from '../domain/column-survey.ts';
import { mapLeadColumns, mapOrderColumns } from '../domain/columns.ts';
import { parseCsvPart } from '../domain/csv.ts';
import { type CsvPart, type CsvSplit, splitCsv } from '../domain/csv-split.ts';
import { byteOrderMark, decodeAs } from '../domain/decode.ts';
import type { ChunkPlan, FileFormat, ImportRecord } from '../domain/import-record.ts';
import { parseOrderRow } from '../domain/order-row.ts';
import { OccurrenceCounter } from './order-keys.ts';

/** Large enough that the cost of a message does not matter, small enough to finish in seconds. */
const ROWS_PER_CHUNK = 250;
/** Keeps the chunks of a large file few, and the rejections of one chunk within one record. */
const BYTES_PER_CHUNK_UNIT = 200_000;
const MAX_CHUNKS = 10_000;
/** Enough rows to learn how a column writes its dates and amounts. */
const MAX_SURVEYED = 50_000;
const HEAD_BYTES = 4096;
const WHITE_SPACE = new Set([0x09, 0x0a, 0x0d, 0x20]);

/** First bytes of other files that people upload as CSV. */
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
 * Decides from the whole file how it is read, and how it is split into parts.
 * @throws RexError VALIDATION_FAILED that describes the problem, when the file cannot be imported
 */
export async function planImport(
  bytes: Uint8Array,
  { kind, mapping, dateOrder }: Pick<ImportRecord, 'kind' | 'mapping' | 'dateOrder'>,
): Promise<ImportPlan> {
  refuseBinary(bytes);
  const rowsPerChunk = Math.max(ROWS_PER_CHUNK, Math.ceil(bytes.length / BYTES_PER_CHUNK_UNIT));
  const { parts, ...layout } = await splitCsv([bytes], rowsPerChunk, Object.values(mapping));
  if (parts.length > MAX_CHUNKS) {
    throw unusable(`The file has more than ${MAX_CHUNKS * rowsPerChunk} rows. Split it.`);
  }
  const survey =
    kind === 'leads'
      ? ColumnSurvey.ofLeads(mapLeadColumns(layout.header, mapping))
      : ColumnSurvey.ofOrders(mapOrderColumns(layout.header, mapping));
  if (survey.hasQuestions) lookAtRows(survey, bytes, parts, layout);
  const format = { ...layout, ...survey.reading(dateOrder) };
  const repeats = kind === 'orders' ? repeatsBefore(bytes, parts, format, mapping) : [];
  if (parts.length === 0) {
    throw unusable(`The file has a header (${format.header.join(', ').slice(0, 200)}) and no rows.`);
  }
  return {
    format,
    chunks: parts.map(({ start, end, firstRow }, n) => ({ start, end, firstRow, repeats: repeats[n] ?? {} })),
  };
}

function lookAtRows(
  survey: ColumnSurvey,
  bytes: Uint8Array,
  parts: readonly CsvPart[],
  layout: Omit<CsvSplit, 'parts'>,
): void {
  let rows = 0;
  for (const part of parts) {
    for (const row of rowsOf(bytes, part, layout)) if (row.ok) survey.look(row.cells);
    rows += part.rows;
    if (rows >= MAX_SURVEYED) return;
  }
}

const rowsOf = (bytes: Uint8Array, part: CsvPart, { encoding, delimiter, header }: Omit<CsvSplit, 'parts'>) =>
  parseCsvPart(decodeAs(bytes.subarray(part.start, part.end), encoding), {
    delimiter,
    columns: header.length,
    firstRow: part.firstRow,
  });

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
 * For each part, how often its orders occur in earlier parts. Only a pass over the whole file can count this; with the counts,
 * every part can be imported by itself, in any order and repeatedly.
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
    for (const row of rowsOf(bytes, part, format)) {
      if (!row.ok) continue;
      const parsed = parseOrderRow(row.cells, columns, format.dayOrders['orderedAt'], format.decimal);
      const of = parsed.ok ? undefined : parsed.of;
      if (!parsed.ok && of?.orderId === undefined) continue;
      const { hash, occurrence } = parsed.ok
        ? counter.next(parsed.order)
        : counter.nextOf({ ...of, orderId: of?.orderId ?? '' });
      if (occurrence > 0 && !seenHere.has(hash)) repeats.set(hash, occurrence);
      seenHere.add(hash);
    }
    return Object.fromEntries(repeats);
  });
}

const unusable = (message: string): RexError => new RexError('VALIDATION_FAILED', message);
