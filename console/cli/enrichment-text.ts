import type { EnrichmentView } from '../../shared/enrichment/contract/routes.ts';
import { moment } from './terminal/moment.ts';
import { oneLine, renderTable } from './terminal/table.ts';

/** What is known of a lead and who says so, then who was asked. */
export function renderEnrichment({ quality, fields, asked, next }: EnrichmentView): string {
  const known = renderTable(
    fields.filter(({ value, wanted }) => wanted || value !== null),
    [
      { title: 'Field', cell: ({ field, wanted }) => (wanted ? `${field} *` : field) },
      {
        title: 'Value',
        cell: ({ value }) => (value === null ? undefined : oneLine(String(value))),
        maxWidth: 50,
      },
      { title: 'Trust', cell: ({ trust }) => trust.toFixed(2), align: 'right' },
      { title: 'From', cell: ({ from }) => from.join(', ') },
    ],
  );
  const sources = renderTable(asked, [
    { title: 'Asked', cell: ({ source }) => source },
    { title: 'Answer', cell: ({ state }) => state },
    { title: 'At', cell: ({ at }) => moment(at) },
    { title: 'Cost', cell: ({ costUsd }) => `$${costUsd.toFixed(4)}`, align: 'right' },
  ]);
  const parts = [
    `Quality ${quality.toFixed(2)} of 1 (fields with * are wanted).`,
    known,
    asked.length > 0 ? sources : '',
    `Next: ${oneLine(next)}`,
  ];
  return parts.filter((part) => part !== '').join('\n\n');
}
