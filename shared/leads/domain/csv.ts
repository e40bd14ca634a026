import { type CsvRecord, cellsOf, recordsOf } from './csv-records.ts';
import { findHeaderRow } from './header-row.ts';

/** `row` is the row number in a spreadsheet: the header is row 1, the first row of data is row 2, blank rows count. */
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

/** What must be known about a file to read a part of it by itself. */
export interface CsvPartLayout {
  readonly delimiter: string;
  readonly columns: number;
  /** Row number of the first record of the part. */
  readonly firstRow: number;
}

/** Reads a whole CSV text. Bad content never throws: a row that cannot be read is a row with a reason. */
export function parseCsv(text: string): CsvTable {
  const { delimiter, header, above, end } = findHeaderRow(text);
  const rows = parseCsvPart(text.slice(end), { delimiter, columns: header.length, firstRow: above + 2 });
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

/** A row that is shorter than the header has empty cells at its end: that is how spreadsheets write it. */
function rowOf(record: CsvRecord, row: number, layout: CsvPartLayout): CsvRow {
  if (!record.closed) {
    return { ok: false, row, code: 'UNCLOSED_QUOTE', reason: 'A quoted cell begins here and never ends.' };
  }
  const cells = cellsOf(record.text, layout.delimiter);
  const surplus = cells.slice(layout.columns);
  if (surplus.some((cell) => cell.trim() !== '')) {
    const reason = `The row has ${cells.length} cells, the header has ${layout.columns}.`;
    return { ok: false, row, code: 'RAGGED_ROW', reason };
  }
  const missing = new Array<string>(Math.max(0, layout.columns - cells.length)).fill('');
  return { ok: true, row, cells: [...cells.slice(0, layout.columns), ...missing] };
}
