import * as z from 'zod';
import { isMissing } from '../../leads/domain/firmographics.ts';
import type { IcpFacts } from './icp-facts.ts';

/** A column is encoded as one place for "missing", one for "another value", and one for each level or range. */
const encodedColumnSchema = z.object({
  name: z.string(),
  offset: z.number().int(),
  levels: z.array(z.string()).optional(),
  /** Upper ends of the ranges of a numeric column; values above the last are one more range. */
  edges: z.array(z.number()).optional(),
});
type EncodedColumn = z.infer<typeof encodedColumnSchema>;

export const encoderSchema = z.object({ columns: z.array(encodedColumnSchema), features: z.number().int() });
export type Encoder = z.infer<typeof encoderSchema>;

/** The values of a lead that a model may use, by column; empty when unknown. */
export type Columns = Readonly<Record<string, string>>;

const MAX_LEVELS = 20;
const MIN_OF_LEVEL = 10;
const RANGES = 8;
const NUMBERS_FROM = 9;
const NUMERIC_SHARE = 0.95;

/** Data of a lead from before its outcome; never replies, purchases or the outcome itself. */
export function columnsOf(facts: IcpFacts): Columns {
  const own: Readonly<Record<string, string | number | boolean | undefined>> = {
    'lead: industry': facts.industry,
    'lead: company size': facts.size,
    'lead: level': facts.level,
    'lead: title': facts.title?.toLowerCase(),
    'lead: country': facts.country,
    'lead: employees': facts.employees,
    'lead: revenue': facts.revenue,
    'lead: visits': facts.visits,
    'lead: seconds on site': facts.secondsOnSite,
    'lead: page views': facts.pageViews,
    'lead: address of a company': facts.companyDomain,
    'lead: phone': facts.hasPhone,
  };
  const all = [...Object.entries(facts.attributes), ...Object.entries(own)];
  const known = all.flatMap(([name, value]) =>
    value === undefined ? [] : [[name, isMissing(String(value)) ? '' : String(value)]],
  );
  return Object.fromEntries(known);
}

/** Decides from the rows how each column is encoded; a column with a single value is left out. */
export function fitEncoder(rows: readonly Columns[], names: readonly string[]): Encoder {
  const columns: EncodedColumn[] = [];
  let offset = 0;
  for (const name of names) {
    const counts = new Map<string, number>();
    for (const row of rows) {
      const value = cellOf(row, name);
      if (value !== '') counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    const numbers = [...counts].map(([value, count]) => ({ number: Number(value), count }));
    const finite = numbers.filter(({ number }) => Number.isFinite(number));
    const filled = totalOf(numbers);
    const isNumeric =
      totalOf(finite) >= NUMERIC_SHARE * filled &&
      new Set(finite.map(({ number }) => number)).size >= NUMBERS_FROM;
    const edges = isNumeric ? quantileEdges(finite) : undefined;
    const levels = isNumeric ? undefined : frequentLevels(counts);
    const known = (edges ? edges.length + 1 : 0) + (levels?.length ?? 0);
    if (known + (filled < rows.length ? 1 : 0) < 2) continue;
    columns.push({ name, offset, edges, levels });
    offset += known + 2;
  }
  return { columns, features: offset };
}

/** The places with a 1: exactly one for each column. */
export const encode = ({ columns }: Encoder, row: Columns): number[] =>
  columns.map((column) => column.offset + placeOf(column, cellOf(row, column.name)));

/** The meaning of a place, in words. */
export function describePlace({ columns }: Encoder, place: number): string {
  const column = columns.findLast(({ offset }) => offset <= place);
  if (!column) return 'nothing';
  const { name, offset, levels, edges = [] } = column;
  const at = place - offset;
  if (at === 0) return `${name} is missing`;
  if (at === 1) return `${name} is another`;
  if (levels) return `${name} is ${levels[at - 2] ?? 'another'}`;
  const [low, high] = [edges[at - 3], edges[at - 2]];
  if (low === undefined) return `${name} up to ${high}`;
  return high === undefined ? `${name} above ${low}` : `${name} above ${low}, up to ${high}`;
}

function placeOf({ levels, edges }: EncodedColumn, value: string): number {
  if (value === '') return 0;
  if (levels) return 2 + Math.max(-1, levels.indexOf(value));
  const number = Number(value);
  if (!edges || !Number.isFinite(number)) return 1;
  const range = edges.findIndex((edge) => number <= edge);
  return 2 + (range < 0 ? edges.length : range);
}

const cellOf = (row: Columns, name: string): string => (Object.hasOwn(row, name) && row[name]) || '';

/** How often a number occurs in a column. */
interface Occurrences {
  readonly number: number;
  readonly count: number;
}

const totalOf = (numbers: readonly Occurrences[]): number =>
  numbers.reduce((sum, { count }) => sum + count, 0);

function quantileEdges(numbers: readonly Occurrences[]): number[] {
  const total = totalOf(numbers);
  const edges: number[] = [];
  let upTo = 0;
  for (const { number, count } of numbers.toSorted((a, b) => a.number - b.number)) {
    upTo += count;
    // The rank of the next edge is below `upTo`, so the edge is this number.
    while (edges.length < RANGES - 1 && Math.floor(((edges.length + 1) * total) / RANGES) < upTo)
      edges.push(number);
  }
  return [...new Set(edges)];
}

function frequentLevels(counts: ReadonlyMap<string, number>): string[] {
  return [...counts]
    .filter(([, count]) => count >= MIN_OF_LEVEL)
    .toSorted(([a, m], [b, n]) => n - m || (a < b ? -1 : 1))
    .slice(0, MAX_LEVELS)
    .map(([level]) => level);
}
