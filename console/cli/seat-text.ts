import type { Seat } from '../../shared/seats/contract/seat.ts';
import type { Card, SeatStatus, WorkView } from '../../shared/seats/contract/work.ts';
import { resultLines } from './result-text.ts';
import { typed } from './seat-fields.ts';
import { moment } from './terminal/moment.ts';
import { renderFacts, renderTable } from './terminal/table.ts';

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
    renderFacts(cards.map((card) => [card.title, cardValue(card)])),
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
    `To look at with "rex council works": ${looksOf(seat).join(', ')}`,
    'The fields of one thing to ask for: rex council show SEAT ACT',
  ].join('\n');

/** Lists, other views that need no name, and kinds that have no list. */
const looksOf = ({ lists, looks, kinds }: Seat): string[] => {
  const listed = new Set(Object.values(lists).map(({ kind }) => kind));
  const views = Object.entries(looks).flatMap(([name, { params }]) => (params === undefined ? [name] : []));
  return [
    ...[...Object.keys(lists), ...views].map(typed),
    ...Object.keys(kinds).filter((kind) => !listed.has(kind)),
  ];
};

export function renderWork({ id, state, title, result, sources, confidence, outcome }: WorkView): string {
  return [
    `${id} (${state}): ${title}`,
    ...(confidence === null ? [] : [`Confidence ${confidence.level.replace('_', ' ')}. ${confidence.basis}`]),
    ...(outcome === null ? [] : [`What came of it: ${outcome.says}`]),
    '',
    resultLines(result),
    '',
    'It rests on:',
    ...sources.map((source) => `- ${source.kind} ${source.id}: ${source.says}`),
  ].join('\n');
}

export const renderWorks = (works: readonly WorkView[]): string =>
  works.length === 0
    ? 'There are none yet.'
    : renderTable(works, [
        { title: 'Id', cell: ({ id }) => id },
        { title: 'State', cell: ({ state }) => state },
        { title: 'What', cell: ({ title }) => title },
        { title: 'At', cell: ({ createdAt }) => moment(createdAt) },
      ]);
