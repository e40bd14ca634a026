import { DRAWINGS } from '../../shared/lords/drawings.ts';
import { termsIn } from '../../shared/lords/terms.ts';
import { type Drawn, drawn } from '../../shared/seats/contract/drawing.ts';
import { nextActs } from '../../shared/seats/contract/next-acts.ts';
import type { Seat } from '../../shared/seats/contract/seat.ts';
import type { Card, SeatStatus, WorkView } from '../../shared/seats/contract/work.ts';
import { resultLines } from './result-text.ts';
import { typed } from './seat-fields.ts';
import { moment } from './terminal/moment.ts';
import { manyLines, oneLine, renderFacts, renderTable } from './terminal/table.ts';

/** As a person reads it: shares in percent, and what is not known as a dash. */
export function cardValue({ value, unit }: Card): string {
  if (value === null) return '-';
  if (unit === 'share') return `${(value * 100).toFixed(0)} %`;
  if (unit === 'usd') return `$${value.toFixed(2)}`;
  const number = Number.isInteger(value) ? String(value) : value.toFixed(2);
  return unit === 'days' || unit === 'ms' ? `${number} ${unit}` : number;
}

export const renderSeat = (seat: Seat, { purpose, cards, counts, capabilities }: SeatStatus): string =>
  [
    `${seat.title}: ${purpose}`,
    '',
    renderTable(cards, [
      { title: 'Figure', cell: ({ title }) => title },
      { title: 'Now', cell: cardValue, align: 'right' },
      { title: 'What it is', cell: ({ says }) => says, maxWidth: 100 },
      { title: 'Counted from', cell: ({ works }) => countedFrom(seat, works) },
    ]),
    '',
    renderTable(capabilities, [
      { title: 'Can', cell: ({ name }) => name },
      { title: 'Which', cell: ({ does }) => does, maxWidth: 100 },
    ]),
    '',
    renderTable(
      Object.entries(seat.acts).map(([operation, act]) => ({ operation, act })),
      [
        { title: 'To ask for', cell: ({ operation }) => typed(operation) },
        { title: 'What it does', cell: ({ act }) => act.summary, maxWidth: 100 },
      ],
    ),
    ...(counts.length === 0
      ? []
      : [
          '',
          renderTable(counts, [
            { title: 'Works', cell: ({ kind }) => kind },
            { title: 'State', cell: ({ state }) => state },
            { title: 'Count', cell: ({ count }) => count, align: 'right' },
          ]),
        ]),
    '',
    `To look at with "rex council works ${seat.name}": ${looksOf(seat).join(', ')}`,
    'Which works a figure is counted from, by id: --json.',
    'The fields of one thing to ask for: rex council show SEAT ACT. Words: rex council terms',
  ].join('\n');

/** How many works of which list; of a kind without one, its name. */
function countedFrom(seat: Seat, works: Card['works']): string {
  const counts = new Map<string, number>();
  for (const { kind } of works) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  return [...counts].map(([kind, count]) => `${count} of ${listOf(seat, kind) ?? kind}`).join(', ');
}

/** The list of works of a kind, as it is typed. */
export function listOf({ lists }: Seat, kind: string): string | undefined {
  const [operation] = Object.entries(lists).find(([, list]) => list.kind === kind) ?? [];
  return operation === undefined ? undefined : typed(operation);
}

/** Lists, other views that need no name, and kinds that have no list. */
const looksOf = ({ lists, looks, kinds }: Seat): string[] => {
  const listed = new Set(Object.values(lists).map(({ kind }) => kind));
  const views = Object.entries(looks).flatMap(([name, { params }]) => (params === undefined ? [name] : []));
  return [
    ...[...Object.keys(lists), ...views].map(typed),
    ...Object.keys(kinds).filter((kind) => !listed.has(kind)),
  ];
};

/** Where a source is looked at. */
const LOOKED_AT: Readonly<Record<string, (id: string) => string>> = {
  analytics: () => 'rex analytics',
  settings: () => 'rex settings show',
  mission: (id) => `rex missions show ${id}`,
  task: (id) => `rex tasks show ${id}`,
  campaign: (id) => `rex campaigns show ${id}`,
  move: (id) => `rex moves show ${id}`,
  domain: (id) => `rex domains show ${id}`,
  approval: (id) => `rex approvals show ${id}`,
  lead: (id) => `rex explain ${id}`,
  guild: (id) => `rex guilds show ${id}`,
  intelligence: (id) => `rex intelligence show ${id}`,
  document: (id) => `rex knowledge show ${id}`,
};
const MOST_SOURCES = 10;
const MOST_ROWS = 40;

/** A work as people read it: what it says, its figures and rows, how sure it is, what it rests on, and what may be done next. */
export function renderWork(seat: Seat, kind: string, work: WorkView): string {
  const { id, state, title, result, confidence, outcome } = work;
  const drawing = DRAWINGS[seat.name][kind];
  const told = drawing && drawn(drawing, result);
  const body = told
    ? [
        manyLines(told.says),
        ...(told.figures.length > 0 ? ['', renderFacts(told.figures)] : []),
        ...(told.rows.length > 0 ? ['', rowsOf(told)] : []),
      ]
    : [resultLines(result)];
  const sure =
    confidence === null
      ? []
      : [
          `Confidence ${confidence.level.replace('_', ' ')} (${confidence.value.toFixed(2)}): ${oneLine(confidence.basis)}`,
        ];
  const came = outcome === null ? [] : [`What came of it: ${oneLine(outcome.says)}`];
  const parts = [
    `${oneLine(title)} (${state}), ${id}`,
    '',
    ...body,
    ...(sure.length + came.length > 0 ? ['', ...sure, ...came] : []),
    ...section('It rests on', sourceLines(seat, work)),
    ...section('Next', nextLines(seat, kind, work)),
  ].join('\n');
  const terms = termsIn(parts).map(([term, says]): [string, string] => [term, says]);
  return [parts, ...(terms.length > 0 ? ['', 'Words', renderFacts(terms)] : [])].join('\n');
}

const section = (title: string, lines: readonly string[]): string[] =>
  lines.length === 0 ? [] : ['', title, ...lines];

function rowsOf({ columns, rows }: Drawn): string {
  const shown = renderTable(
    rows.slice(0, MOST_ROWS),
    columns.map((title, n) => ({ title, cell: (row: readonly string[]) => row[n], maxWidth: 160 })),
  );
  const more = rows.length - MOST_ROWS;
  return more > 0 ? `${shown}\nand ${more} more: --json has all of them.` : shown;
}

function sourceLines(seat: Seat, { sources }: WorkView): string[] {
  const lines = sources.slice(0, MOST_SOURCES).map(({ kind, id, says }) => {
    const command = kind === 'work' ? workCommand(seat, id) : LOOKED_AT[kind]?.(id);
    return `- ${kind} ${id}: ${oneLine(says)}${command === undefined ? '' : ` (${command})`}`;
  });
  const more = sources.length - lines.length;
  return more > 0 ? [...lines, `- and ${more} more: --json has all of them`] : lines;
}

/** Where another work of the seat is looked at, by what ids of its kind begin with. */
function workCommand(seat: Seat, id: string): string | undefined {
  const [kind] = Object.entries(seat.kinds).find(([, { prefix }]) => id.startsWith(`${prefix}_`)) ?? [];
  if (kind === undefined) return undefined;
  return `rex council works ${seat.name} ${listOf(seat, kind) ?? kind} --id ${id}`;
}

/** What may be asked for next, each as a command: what is still to be said stands in capitals. */
const nextLines = (seat: Seat, kind: string, work: WorkView): string[] =>
  nextActs(seat, kind, work).flatMap(({ operation, act, about, needs }) => {
    const known = work.result as Readonly<Record<string, unknown>>;
    const values = [
      ...Object.entries(about),
      ...needs.map((name): [string, string] => {
        const value = known[name];
        return [name, typeof value === 'string' && SIMPLE.test(value) ? value : name.toUpperCase()];
      }),
    ].map(([name, value]) => ` --value ${name}=${value}`);
    const id = act.of === undefined ? '' : ` --id ${work.id}`;
    return [`- ${act.summary}`, `  rex council ask ${seat.name} ${typed(operation)}${id}${values.join('')}`];
  });

/** What a shell takes as it stands. */
const SIMPLE = /^[\w.:@-]+$/;

export const renderWorks = (works: readonly WorkView[]): string =>
  works.length === 0
    ? 'There are none yet.'
    : renderTable(works, [
        { title: 'Id', cell: ({ id }) => id },
        { title: 'State', cell: ({ state }) => state },
        { title: 'What', cell: ({ title }) => title },
        { title: 'At', cell: ({ createdAt }) => moment(createdAt) },
      ]);
