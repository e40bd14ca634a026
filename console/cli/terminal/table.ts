export interface Column<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number | null | undefined;
  /** Numbers stand to the right. */
  readonly align?: 'left' | 'right';
  /** Longer cells are cut. */
  readonly maxWidth?: number;
}

const GAP = '  ';
const NOTHING = '-';
const DEFAULT_MAX_WIDTH = 60;

/** Rows as lines of text with a header, columns as wide as their widest cell. */
export function renderTable<Row>(rows: readonly Row[], columns: readonly Column<Row>[]): string {
  const cells = [
    columns.map(({ title }) => title),
    ...rows.map((row) =>
      columns.map((column) => cut(textOf(column.cell(row)), column.maxWidth ?? DEFAULT_MAX_WIDTH)),
    ),
  ];
  const widths = columns.map((_, i) => Math.max(...cells.map((line) => widthOf(line[i] ?? ''))));
  const lines = cells.map((line) =>
    line
      .map((cell, i) => pad(cell, widths[i] ?? 0, columns[i]?.align ?? 'left'))
      .join(GAP)
      .trimEnd(),
  );
  const rule = widths.map((width) => '-'.repeat(width)).join(GAP);
  return [lines[0], rule, ...lines.slice(1)].join('\n');
}

/** Names and values below one another, the values in one column. Lines of a value stay lines, and never begin where a name does. */
export function renderFacts(facts: readonly (readonly [name: string, value: string | number])[]): string {
  const width = Math.max(0, ...facts.map(([name]) => widthOf(name)));
  return facts
    .map(
      ([name, value]) =>
        `${pad(name, width, 'left')}${GAP}${manyLines(String(value)).replaceAll('\n', `\n${' '.repeat(width)}${GAP}`)}`,
    )
    .join('\n')
    .replace(/ +$/gm, '');
}

const textOf = (value: string | number | null | undefined): string =>
  value === null || value === undefined || value === '' ? NOTHING : oneLine(String(value));

/** Text of leads reaches the terminal: no control character of theirs may move the cursor or change its colours. */
export const oneLine = (text: string): string => text.replace(/[\p{Cc}\p{Cf}\s]+/gu, ' ').trim();

/** The same where lines matter. */
export const manyLines = (text: string): string =>
  text
    .split(/\r\n?|\n/)
    .map((line) => oneLine(line))
    .join('\n')
    .trim();

const cut = (text: string, max: number): string => {
  const letters = [...text];
  return letters.length > max ? `${letters.slice(0, max - 1).join('')}…` : text;
};

const widthOf = (text: string): number => [...text].length;

function pad(text: string, width: number, align: 'left' | 'right'): string {
  const space = ' '.repeat(Math.max(0, width - widthOf(text)));
  return align === 'right' ? space + text : text + space;
}
