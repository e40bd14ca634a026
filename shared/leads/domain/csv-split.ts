import { RexError } from '../../kernel/errors.ts';
import { cellsOf } from './csv-records.ts';
import { CsvScanner } from './csv-scanner.ts';
import { byteOrderMark, decodeAs, type Encoding } from './decode.ts';
import { findHeaderRow } from './header-row.ts';

/** A run of whole records: bytes [start, end) of the file, whose first record is spreadsheet row `firstRow`. */
export interface CsvPart {
  readonly start: number;
  readonly end: number;
  readonly firstRow: number;
  readonly rows: number;
}

/** Everything that is needed to read a part of a file by itself, with one ranged read. */
export interface CsvSplit {
  readonly encoding: Encoding;
  readonly delimiter: string;
  readonly header: readonly string[];
  readonly parts: readonly CsvPart[];
}

/** Bytes at the start of the file from which delimiter and header are detected. */
const HEAD_BYTES = 64 * 1024;
/** A part with so many bytes ends with its record, however few it has: whoever reads it holds all of it in memory. */
const PART_BYTES = 2 * 1024 * 1024;
const MAX_RECORD_BYTES = 8 * 1024 * 1024;

/**
 * Cuts a CSV file into parts of `rowsPerPart` records (blank ones included), never inside a quoted cell. Reads
 * the blocks once and keeps none: a file may be larger than memory. `names`: headers that the caller knows of.
 * @throws RexError VALIDATION_FAILED for a record of more than 8 MB
 */
export async function splitCsv(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  rowsPerPart: number,
  names: readonly string[] = [],
): Promise<CsvSplit> {
  const { head, rest } = await takeHead(blocks);
  const mark = byteOrderMark(head);
  const width = mark?.encoding.startsWith('utf-16') ? 2 : 1;
  const { delimiter, above } = findHeaderRow(decodeAs(head, mark?.encoding ?? 'utf-8'), names);
  const utf8 = new Utf8Check();
  const cutter = new PartCutter({ delimiter, rowsPerPart, start: mark?.length ?? 0, above });
  const units = new UnitReader({ width, bigEndian: mark?.encoding === 'utf-16be', skip: mark?.length ?? 0 });
  for await (const block of chain(head, rest)) {
    if (!mark) utf8.feed(block);
    units.feed(block, (unit, offset) => cutter.feed(unit, offset, width));
    cutter.checkOpenRecord(units.offset);
  }
  const encoding = mark?.encoding ?? (utf8.valid() ? 'utf-8' : 'windows-1252');
  const { header, parts } = cutter.finish(units.offset);
  const headerCells = cellsOf(decodeAs(head.subarray(header.start, header.end), encoding), delimiter);
  return { encoding, delimiter, header: headerCells.map((cell) => cell.trim()), parts };
}

async function takeHead(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): Promise<{ head: Uint8Array; rest: AsyncGenerator<Uint8Array> }> {
  const rest = iterate(blocks);
  const taken: Uint8Array[] = [];
  let size = 0;
  while (size < HEAD_BYTES) {
    const next = await rest.next();
    if (next.done) break;
    taken.push(next.value);
    size += next.value.length;
  }
  return { head: new Uint8Array(Buffer.concat(taken)), rest };
}

async function* iterate(
  blocks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<Uint8Array> {
  for await (const block of blocks) yield block;
}

async function* chain(
  first: Uint8Array,
  rest: AsyncIterable<Uint8Array>,
): AsyncGenerator<Uint8Array, undefined> {
  yield first;
  for await (const block of rest) yield block;
  return undefined;
}

/** The bytes of each part, from the blocks of the file as they come. Holds one part and one block. */
export async function* bytesOfParts<P extends Pick<CsvPart, 'start' | 'end'>>(
  blocks: AsyncIterable<Uint8Array>,
  parts: readonly P[],
): AsyncGenerator<readonly [part: P, bytes: Uint8Array], undefined> {
  const rest = iterate(blocks);
  let held: Uint8Array = new Uint8Array();
  let offset = 0;
  for (const part of parts) {
    const taken = [held];
    let read = offset + held.length;
    while (read < part.end) {
      const { value, done } = await rest.next();
      if (done) break;
      taken.push(value);
      read += value.length;
    }
    held = taken.length === 1 ? held : Buffer.concat(taken);
    yield [part, held.subarray(part.start - offset, part.end - offset)];
    held = held.subarray(part.end - offset);
    offset = part.end;
  }
  return undefined;
}

/** Turns blocks of bytes into code units of one or two bytes with their offsets, across block borders. */
class UnitReader {
  readonly #width: number;
  readonly #bigEndian: boolean;
  #skip: number;
  #held: number | undefined;
  offset = 0;

  constructor(options: { width: number; bigEndian: boolean; skip: number }) {
    this.#width = options.width;
    this.#bigEndian = options.bigEndian;
    this.#skip = options.skip;
  }

  feed(block: Uint8Array, take: (unit: number, offset: number) => void): void {
    for (const byte of block) {
      this.offset += 1;
      if (this.#skip > 0) this.#skip -= 1;
      else if (this.#width === 1) take(byte, this.offset - 1);
      else if (this.#held === undefined) this.#held = byte;
      else {
        take(this.#bigEndian ? this.#held * 256 + byte : byte * 256 + this.#held, this.offset - 2);
        this.#held = undefined;
      }
    }
  }
}

/** Follows the records of the file and notes where parts begin and end; `above` records stand before the header. */
class PartCutter {
  readonly #scanner: CsvScanner;
  readonly #rowsPerPart: number;
  readonly #parts: CsvPart[] = [];
  #header: { readonly start: number; readonly end: number } | undefined;
  #above: number;
  #start: number;
  #lastEnd: number;
  #rows = 0;
  #nextRow: number;

  constructor(options: { delimiter: string; rowsPerPart: number; start: number; above: number }) {
    this.#scanner = new CsvScanner(options.delimiter);
    this.#rowsPerPart = options.rowsPerPart;
    this.#above = options.above;
    this.#start = options.start;
    this.#lastEnd = options.start;
    this.#nextRow = options.above + 2;
  }

  feed(unit: number, offset: number, width: number): void {
    const ended = this.#scanner.feed(unit);
    if (ended === 'before') this.#recordEnds(offset);
    else if (ended !== undefined) this.#recordEnds(offset + width);
  }

  /** @throws RexError VALIDATION_FAILED when the record that is not over by now is too long */
  checkOpenRecord(read: number): void {
    if (read - this.#lastEnd <= MAX_RECORD_BYTES) return;
    const row = this.#header === undefined ? 1 : this.#nextRow + this.#rows;
    throw new RexError(
      'VALIDATION_FAILED',
      `Row ${row} has more than ${MAX_RECORD_BYTES / 1024 ** 2} MB: the file has no line ends there, or is no CSV.`,
    );
  }

  finish(end: number): { header: { start: number; end: number }; parts: CsvPart[] } {
    const lastLineIsOpen = end > this.#lastEnd;
    if (lastLineIsOpen) this.#recordEnds(end);
    this.#close(end);
    return { header: this.#header ?? { start: this.#start, end }, parts: this.#parts };
  }

  #recordEnds(end: number): void {
    this.#lastEnd = end;
    if (this.#header === undefined) {
      if (this.#above === 0) this.#header = { start: this.#start, end };
      this.#above -= 1;
      this.#start = end;
      return;
    }
    this.#rows += 1;
    if (this.#rows === this.#rowsPerPart || end - this.#start >= PART_BYTES) this.#close(end);
  }

  #close(end: number): void {
    if (this.#header === undefined || end <= this.#start) return;
    this.#parts.push({ start: this.#start, end, firstRow: this.#nextRow, rows: this.#rows });
    this.#nextRow += this.#rows;
    this.#start = end;
    this.#rows = 0;
  }
}

class Utf8Check {
  readonly #decoder = new TextDecoder('utf-8', { fatal: true });
  #valid = true;

  feed(block: Uint8Array): void {
    this.#try(() => this.#decoder.decode(block, { stream: true }));
  }

  valid(): boolean {
    this.#try(() => this.#decoder.decode());
    return this.#valid;
  }

  #try(decode: () => string): void {
    if (!this.#valid) return;
    try {
      decode();
    } catch {
      this.#valid = false;
    }
  }
}
