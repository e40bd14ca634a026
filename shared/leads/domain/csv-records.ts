import { parse } from 'csv-parse/sync';
import { CsvScanner } from './csv-scanner.ts';

const LINE_ENDS = ['\r\n', '\n', '\r'];

export interface CsvRecord {
  readonly text: string;
  /** Whether every quoted cell is closed. */
  readonly closed: boolean;
}

/** The records of a CSV text, each with its line end. */
export function* recordsOf(text: string, delimiter: string): Generator<CsvRecord, undefined> {
  let start = 0;
  while (start < text.length) {
    const { end, closed } = recordEnd(text, start, delimiter);
    // A quote that is never closed would swallow every row below, so only its own line is given up.
    const stop = closed ? end : lineEnd(text, start);
    yield { text: text.slice(start, stop), closed };
    start = stop;
  }
  return undefined;
}

/** The cells of one record. */
export function cellsOf(record: string, delimiter: string): string[] {
  // Most records have no quote, and the parser takes longer to begin than to read one.
  if (!record.includes('"')) {
    const line = record.replace(/\r?\n$|\r$/, '');
    return line === '' ? [] : line.split(delimiter);
  }
  const rows = parse(record, {
    delimiter,
    // Otherwise the parser searches at every byte up to the end of the line, with a new buffer each time.
    record_delimiter: LINE_ENDS,
    relax_quotes: true,
    relax_column_count: true,
    skip_empty_lines: true,
    skip_records_with_error: true,
  });
  return rows[0] ?? [];
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
