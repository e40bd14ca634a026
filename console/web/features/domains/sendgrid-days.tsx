import { count } from '../../format/numbers.ts';
import { State } from '../../ui/badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import type { Standing } from './resources.ts';

type Day = NonNullable<Standing['sendgrid']>[number];

const both = ({ sendgrid, rex }: Day['delivered']) => (
  <span title={`SendGrid counts ${count(sendgrid)}, its webhook told ${count(rex)}`}>
    {count(sendgrid)} <span className="quiet">/ {count(rex)}</span>
  </span>
);

const columns: readonly Column<Day>[] = [
  { header: 'Day', cell: ({ day }) => day },
  { header: 'State', cell: ({ state }) => <State of={state} tone={TONES[state]} /> },
  { header: 'Sent', align: 'end', cell: ({ sent }) => count(sent) },
  { header: 'Delivered', align: 'end', wide: true, cell: ({ delivered }) => both(delivered) },
  { header: 'Bounced', align: 'end', wide: true, cell: ({ bounced }) => both(bounced) },
  { header: 'Complained', align: 'end', wide: true, cell: ({ complained }) => both(complained) },
  { header: 'Not told', align: 'end', cell: ({ missing }) => count(missing) },
];
const TONES = { open: 'info', settled: 'good', gap: 'bad' } as const;

/** SendGrid’s own counts beside those of its event webhook, for the whole account. */
export const SendGridDays = ({ days }: { readonly days: readonly Day[] }) => (
  <Table label="Counts of SendGrid by day" columns={columns} rows={days} keyOf={({ day }) => day} />
);
