import { LEAD_SYNONYMS, ORDER_SYNONYMS } from './column-synonyms.ts';
import { cellsOf, recordsOf } from './csv-records.ts';
import { headerKey } from './header-key.ts';

const CSV_DELIMITERS = [',', ';', '\t', '|'] as const;
/** Longest text above a header: a title, notes, filters. */
const RECORDS_LOOKED_AT = 40;
/** A line that Excel writes: it names the delimiter and is no data. */
const SEPARATOR_LINE = /^\ufeff?"?sep=(.)"?\s*$/i;

export interface HeaderRow {
  readonly delimiter: string;
  readonly header: readonly string[];
  /** How many records stand above it. */
  readonly above: number;
  /** Where the record after it begins, in UTF-16 units. */
  readonly end: number;
}

interface Candidate {
  readonly index: number;
  readonly cells: readonly string[];
  readonly end: number;
}

const KNOWN_NAMES = new Set([LEAD_SYNONYMS, ORDER_SYNONYMS].flatMap(Object.values).flat().map(headerKey));

/**
 * Finds the header of a CSV text and its delimiter. Above it may stand `sep=;`, blank lines, comments and notes.
 * `names` are further names of columns that the caller knows of.
 */
export function findHeaderRow(text: string, names: readonly string[] = []): HeaderRow {
  const known = new Set([...names.map(headerKey), ...KNOWN_NAMES]);
  const told = toldDelimiter(text);
  const readings = (told === undefined ? CSV_DELIMITERS : [told]).map((delimiter) =>
    readWith(text, delimiter, known),
  );
  return readings.reduce((best, each) => (each.score > best.score ? each : best)).row;
}

/** The delimiter that splits the header into most columns with data in the rows below; a comma when none does. */
export const sniffDelimiter = (text: string): string => findHeaderRow(text).delimiter;

function toldDelimiter(text: string): string | undefined {
  const [first = ''] = /^[^\r\n]*/.exec(text) ?? [];
  return SEPARATOR_LINE.exec(first)?.[1];
}

function readWith(
  text: string,
  delimiter: string,
  known: ReadonlySet<string>,
): { row: HeaderRow; score: number } {
  const candidates = candidatesOf(text, delimiter);
  const header = headerOf(candidates, known);
  if (header === undefined) return { row: { delimiter, header: [], above: 0, end: text.length }, score: 0 };
  const width = header.cells.length;
  const below = candidates.filter(({ index }) => index > header.index);
  const fitting = below.filter(({ cells }) => cells.length > 1 && cells.length <= width);
  const fits = below.length === 0 || fitting.length * 2 >= below.length;
  const names = knownIn(header, known);
  // Text above a row without any known name: a wrong delimiter is more likely than notes.
  const skipsText = candidates[0] !== header && names === 0;
  return {
    row: {
      delimiter,
      header: header.cells.map((cell) => cell.trim()),
      above: header.index,
      end: header.end,
    },
    score: width * (fits ? 1 : 0.1) * (skipsText ? 0.0001 : 1) + names,
  };
}

function candidatesOf(text: string, delimiter: string): Candidate[] {
  const found: Candidate[] = [];
  let index = -1;
  let end = 0;
  for (const record of recordsOf(text, delimiter)) {
    index += 1;
    end += record.text.length;
    if (index >= RECORDS_LOOKED_AT) break;
    if (record.text.trim() === '' || SEPARATOR_LINE.test(record.text.trim())) continue;
    found.push({ index, cells: cellsOf(record.text, delimiter), end });
  }
  return found;
}

/** The first record with known column names and at least half as full as the fullest; else the first with several cells. */
function headerOf(candidates: readonly Candidate[], known: ReadonlySet<string>): Candidate | undefined {
  const widest = Math.max(0, ...candidates.map(filled));
  return (
    candidates.find((each) => filled(each) * 2 >= widest && knownIn(each, known) > 0) ??
    candidates.find((each) => filled(each) >= Math.min(2, widest) && !isComment(each)) ??
    candidates.find((each) => !isComment(each))
  );
}

const filled = ({ cells }: Candidate): number => cells.filter((cell) => cell.trim() !== '').length;

const knownIn = ({ cells }: Candidate, known: ReadonlySet<string>): number =>
  cells.filter((cell) => known.has(headerKey(cell))).length;

const isComment = ({ cells }: Candidate): boolean => (cells[0] ?? '').trimStart().startsWith('#');
