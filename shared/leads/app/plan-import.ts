import { RexError } from '../../kernel/errors.ts';
import { ColumnSurvey } from '../domain/column-survey.ts';
import { mapLeadColumns, mapOrderColumns } from '../domain/columns.ts';
import { parseCsvPart } from '../domain/csv.ts';
import { bytesOfParts, type CsvPart, type CsvSplit, splitCsv } from '../domain/csv-split.ts';
import { decodeAs } from '../domain/decode.ts';
import { refuseBinary } from '../domain/file-head.ts';
import type { ChunkPlan, FileFormat, ImportRecord } from '../domain/import-record.ts';
import { parseOrderRow } from '../domain/order-row.ts';
import { CompactCounts } from './compact-counts.ts';
import { OccurrenceCounter } from './order-keys.ts';

/**
 * Large enough that the cost of a message does not matter, small enough to finish in seconds and to have all rejections of a
 * chunk within one record.
 */
const ROWS_PER_CHUNK = 500;
/** What the plan can count of orders within the memory and the time of its function. */
const MAX_ROWS = 10_000_000;
/** Enough rows to learn how a column writes its dates and amounts. */
const MAX_SURVEYED = 50_000;
const BLOCK_BYTES = 2 * 1024 * 1024;
const HEAD_BYTES = 4096;

/** A file that is read in ranges, and never held whole. */
export interface ImportFile {
  /** In bytes. */
  readonly size: number;
  /** Bytes from `start` up to and without `end`. */
  read(range: { readonly start: number; readonly end: number }): Promise<Uint8Array>;
}

export interface ImportPlan {
  readonly format: FileFormat;
  /** How many there are. */
  readonly count: number;
  /** In the order of the file, made while they are asked for. */
  readonly chunks: AsyncIterable<ChunkPlan>;
}

type Layout = Omit<CsvSplit, 'parts'>;

/**
 * Decides how a file is read, and how it is split into parts. The file streams by two or three times: all of it decides on the
 * encoding and the parts, the first rows on the order of day and month and on the decimal sign, and all of it again on
 * which orders came before. What grows with the file are the places of the parts, and 12 bytes for each order.
 * @throws RexError VALIDATION_FAILED that describes the problem, when the file cannot be imported
 */
export async function planImport(
  file: ImportFile,
  { kind, mapping, dateOrder }: Pick<ImportRecord, 'kind' | 'mapping' | 'dateOrder'>,
): Promise<ImportPlan> {
  refuseBinary(await file.read({ start: 0, end: Math.min(HEAD_BYTES, file.size) }), file.size);
  const { parts, ...layout } = await splitCsv(blocksOf(file), ROWS_PER_CHUNK, Object.values(mapping));
  const last = parts.at(-1);
  if (last && last.firstRow + last.rows > MAX_ROWS) {
    throw unusable(`The file has more than ${MAX_ROWS} rows. Split it.`);
  }
  const survey =
    kind === 'leads'
      ? ColumnSurvey.ofLeads(mapLeadColumns(layout.header, mapping))
      : ColumnSurvey.ofOrders(mapOrderColumns(layout.header, mapping));
  if (survey.hasQuestions) await lookAtRows(survey, file, parts, layout);
  const format = { ...layout, ...survey.reading(dateOrder) };
  if (parts.length === 0) {
    throw unusable(`The file has a header (${format.header.join(', ').slice(0, 200)}) and no rows.`);
  }
  const chunks = kind === 'orders' ? chunksOfOrders(file, parts, format, mapping) : chunksOfLeads(parts);
  return { format, count: parts.length, chunks };
}

async function* blocksOf({ size, read }: ImportFile): AsyncGenerator<Uint8Array, undefined> {
  for (let start = 0; start < size; start += BLOCK_BYTES) {
    yield await read({ start, end: Math.min(size, start + BLOCK_BYTES) });
  }
  return undefined;
}

async function lookAtRows(
  survey: ColumnSurvey,
  file: ImportFile,
  parts: readonly CsvPart[],
  layout: Layout,
): Promise<void> {
  let rows = 0;
  for await (const [part, bytes] of bytesOfParts(blocksOf(file), parts)) {
    for (const row of rowsOf(bytes, part, layout)) if (row.ok) survey.look(row.cells);
    rows += part.rows;
    if (rows >= MAX_SURVEYED) return;
  }
}

const rowsOf = (bytes: Uint8Array, { firstRow }: CsvPart, { encoding, delimiter, header }: Layout) =>
  parseCsvPart(decodeAs(bytes, encoding), { delimiter, columns: header.length, firstRow });

async function* chunksOfLeads(parts: readonly CsvPart[]): AsyncGenerator<ChunkPlan, undefined> {
  for (const { start, end, firstRow } of parts) yield { start, end, firstRow, repeats: {} };
  return undefined;
}

/**
 * For each part, how often its orders occur in earlier parts. Only a pass over the whole file can count this; with the counts,
 * every part can be imported by itself, in any order and repeatedly.
 */
async function* chunksOfOrders(
  file: ImportFile,
  parts: readonly CsvPart[],
  format: FileFormat,
  mapping: Readonly<Record<string, string>>,
): AsyncGenerator<ChunkPlan, undefined> {
  const columns = mapOrderColumns(format.header, mapping);
  const counter = new OccurrenceCounter(new CompactCounts());
  for await (const [part, bytes] of bytesOfParts(blocksOf(file), parts)) {
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
    const { start, end, firstRow } = part;
    yield { start, end, firstRow, repeats: Object.fromEntries(repeats) };
  }
  return undefined;
}

const unusable = (message: string): RexError => new RexError('VALIDATION_FAILED', message);
