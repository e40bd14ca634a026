import { count, decimal, percent } from '../../format/numbers.ts';
import { State } from '../../ui/badge.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import type { Standing } from './resources.ts';

type Row = Standing['all'] & { readonly name: string };
type Signal = Row['parts'][number]['signal'];

const NAMES = { gmail: 'Gmail', yahoo: 'Yahoo', microsoft: 'Microsoft', other: 'All others' } as const;
const SIGNALS = [
  ['bounced', 'Bounced'],
  ['complained', 'Complained'],
  ['deferred', 'Deferred'],
  ['opened', 'Opened'],
  ['replied', 'Replied'],
] as const;

const columns: readonly Column<Row>[] = [
  { header: 'Provider', width: '1.4fr', cell: ({ name }) => name },
  { header: 'Health', width: '6rem', cell: ({ health }) => <State of={health} /> },
  { header: 'Reputation', width: '5.5rem', align: 'end', cell: ({ reputation }) => decimal(reputation) },
  { header: 'Sent', width: '4.5rem', align: 'end', wide: true, cell: ({ sent }) => count(sent) },
  ...SIGNALS.map(
    ([signal, header]): Column<Row> => ({
      header,
      width: '1fr',
      align: 'end',
      wide: true,
      cell: (row) => <Part row={row} signal={signal} />,
    }),
  ),
];

/** A rate, and by how much it raises or lowers the reputation. */
function Part({ row: { parts }, signal }: { readonly row: Row; readonly signal: Signal }) {
  const part = parts.find((each) => each.signal === signal);
  if (part === undefined) return <span className="quiet">–</span>;
  const { count: many, rate, effect } = part;
  return (
    <span title={`${count(many)} e-mails, ${percent(rate)}; effect on the reputation ${signed(effect)}`}>
      {percent(rate)} <span className="quiet small">{signed(effect)}</span>
    </span>
  );
}

const signed = (effect: number): string =>
  effect > 0 ? `+${decimal(effect)}` : decimal(effect).replace('-', '−');

/** What became of the e-mails of seven days. The worst provider makes the reputation of the domain. */
export function Reputation({ standing: { all, providers } }: { readonly standing: Standing }) {
  const rows: readonly Row[] = [
    { ...all, name: 'All e-mails' },
    ...providers.map((each) => ({ ...each, name: NAMES[each.provider] })),
  ];
  return (
    <Table label="Reputation by mailbox provider" columns={columns} rows={rows} keyOf={({ name }) => name} />
  );
}
