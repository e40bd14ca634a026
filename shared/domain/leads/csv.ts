import { parse } from 'csv-parse/sync';
import { CsvScanner } from './csv-scanner.ts';

const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;

/** `row` counts as a spreadsheet does: the header is row 1, the first row of data is row 2, blank rows count. */
export type CsvRow =
  | { readonly ok: true; readonly row: number; readonly cells: readonly string[] }
  | {
      readonly ok: false;
      readonly row: number;
      readonly code: 'RAGGED_ROW' | 'UNCLOSED_QUOTE';
      readonly reason: string;
    };

export interface CsvTable {
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly rows: readonly CsvRow[];
}

/** What must be known of a file to read a part of it by itself. */
export interface CsvPartLayout {
  readonly delimiter: string;
  readonly columns: number;
  /** Row number of the first record of the part. */
  readonly firstRow: number;
}

interface CsvRecord {
  readonly text: string;
  readonly closed: boolean;
}

/** Reads a whole CSV text. Bad content never throws: a row that cannot be read is a row with a reason. */
export function parseCsv(text: string): CsvTable {
  const delimiter = sniffDelimiter(text);
  const first = firstRecord(text, delimiter);
  const header = cellsOf(first, delimiter).map((cell) => cell.trim());
  const rows = parseCsvPart(text.slice(first.length), { delimiter, columns: header.length, firstRow: 2 });
  return { delimiter, header, rows };
}

/** Reads a run of whole records that begins after the header. Blank lines are counted and left out. */
export function parseCsvPart(text: string, layout: CsvPartLayout): CsvRow[] {
  const rows: CsvRow[] = [];
  let row = layout.firstRow - 1;
  for (const record of recordsOf(text, layout.delimiter)) {
    row += 1;
    if (record.text.trim() !== '') rows.push(rowOf(record, row, layout));
  }
  return rows;
}

/** The candidate that splits the header into the most columns; a comma when none does. */
export function sniffDelimiter(text: string): string {
  const widths = CSV_DELIMITERS.map((delimiter) => ({
    delimiter,
    width: cellsOf(firstRecord(text, delimiter), delimiter).length,
  }));
  return widths.reduce((best, each) => (each.width > best.width ? each : best)).delimiter;
}

/** The first record with its line end. */
function firstRecord(text: string, delimiter: string): string {
  return recordsOf(text, delimiter).next().value?.text ?? '';
}

/** The cells of one record. */
export function cellsOf(record: string, delimiter: string): string[] {
  const rows = parse(record, {
    delimiter,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  return rows[0] ?? [];
}

function* recordsOf(text: string, delimiter: string): Generator<CsvRecord, undefined> {
  let start = 0;
  while (start < text.length) {
    const { end, closed } = recordEnd(text, start, delimiter);
    // A quote that is never closed would swallow every row below: give up its own line only and go on.
    const stop = closed ? end : lineEnd(text, start);
    yield { text: text.slice(start, stop), closed };
    start = stop;
  }
  return undefined;
}

function recordEnd(text: string, start: number, delimiter: string): { end: number; closed: boolean } {
  const scanner = new CsvScanner(delimiter);
  for (let i = start; i < text.length; i++) {
    const ended = scanner.feed(text.charCodeAt(i));
    if (ended === 'before') return { end: i, closed: true };
    if (ended !== undefined) return { end: i + 1, closed: ended === 'after' };
  }
  return { end: text.length, closed: !scanner.insideQuotes };
}

function lineEnd(text: string, start: number): number {
  const newline = text.slice(start).search(/\r\n|\r|\n/);
  if (newline < 0) return text.length;
  const at = start + newline;
  return text.startsWith('\r\n', at) ? at + 2 : at + 1;
}

function rowOf(record: CsvRecord, row: number, layout: CsvPartLayout): CsvRow {
  if (!record.closed) {
    return { ok: false, row, code: 'UNCLOSED_QUOTE', reason: 'A quoted cell begins here and never ends.' };
  }
  const cells = cellsOf(record.text, layout.delimiter);
  const surplus = cells.slice(layout.columns);
  if (cells.length < layout.columns || surplus.some((cell) => cell.trim() !== '')) {
    const reason = `The row has ${cells.length} cells, the header has ${layout.columns}.`;
    return { ok: false, row, code: 'RAGGED_ROW', reason };
  }
  return { ok: true, row, cells: cells.slice(0, layout.columns) };
}
