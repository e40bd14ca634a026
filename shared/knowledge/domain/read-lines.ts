import type { Block } from './blocks.ts';

/** A line of a page, as it is set. */
export interface Line {
  readonly text: string;
  /** Of its letters, in points. */
  readonly height: number;
  /** From the bottom of the page, in points. */
  readonly y: number;
  /** From 1. */
  readonly page: number;
}

/** So much larger than the text is a heading. */
const LARGER = 1.15;
const LONGEST_HEADING = 150;
/** So much more than its height lies between two lines of one paragraph. */
const APART = 1.8;
const HYPHEN = /(\p{Ll})[-\u00ad]$/u;

/** Headings and paragraphs of set pages: by the size of letters, and by the space between lines. */
export function linesToBlocks(lines: readonly Line[]): Block[] {
  const body = usualHeight(lines);
  const sizes = [...new Set(lines.filter((line) => isHeading(line, body)).map(rounded))].toSorted(
    (a, b) => b - a,
  );
  const blocks: (Block & { text: string })[] = [];
  let last: Line | undefined;
  for (const line of lines) {
    const level = isHeading(line, body) ? Math.min(6, sizes.indexOf(rounded(line)) + 1) : undefined;
    const open = blocks.at(-1);
    if (open && last && open.level === level && goesOn(last, line)) open.text = joined(open.text, line.text);
    else blocks.push({ ...(level === undefined ? {} : { level }), text: line.text, page: line.page });
    last = line;
  }
  return blocks;
}

const rounded = ({ height }: Line): number => Math.round(height);
const isHeading = (line: Line, body: number): boolean =>
  line.height > body * LARGER && line.text.length <= LONGEST_HEADING && /\p{L}/u.test(line.text);

const goesOn = (last: Line, next: Line): boolean =>
  last.page === next.page &&
  last.y >= next.y &&
  last.y - next.y <= Math.max(last.height, next.height) * APART;

const joined = (before: string, next: string): string =>
  HYPHEN.test(before) && /^\p{Ll}/u.test(next) ? before.replace(HYPHEN, '$1') + next : `${before} ${next}`;

/** The height in which most characters are set. */
function usualHeight(lines: readonly Line[]): number {
  const characters = new Map<number, number>();
  for (const line of lines)
    characters.set(rounded(line), (characters.get(rounded(line)) ?? 0) + line.text.length);
  return [...characters].toSorted(([, a], [, b]) => b - a)[0]?.[0] ?? 0;
}
