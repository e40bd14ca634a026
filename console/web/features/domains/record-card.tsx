import type { DomainRecordsView } from '../../../../shared/provisioning/contract/provisioning.ts';
import { State } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { CopyText } from '../../ui/copy-text.tsx';
import { Facts } from '../../ui/facts.tsx';

type DnsRecord = DomainRecordsView['records'][number];

const TONES = { present: 'good', kept: 'good', missing: 'bad', conflict: 'bad', unknown: 'warn' } as const;

/** One DNS record to copy, with its state and what is there instead. */
export function RecordCard({ record }: { readonly record: DnsRecord }) {
  const { id, name, type, value, purpose, state, found, note, writtenByRex } = record;
  return (
    <Card
      title={purpose.charAt(0).toUpperCase() + purpose.slice(1)}
      actions={<State of={state} tone={TONES[state]} />}
    >
      <Facts
        of={[
          ['Type', type],
          ['Name', <CopyText key="name" text={name} what={`the name of ${id}`} />],
          ['Value', <CopyText key="value" text={value} what={`the value of ${id}`} />],
          ['Found in the DNS', found.length === 0 ? 'Nothing' : <Found key="found" values={found} />],
          ['Note', note],
          ['Written by', writtenByRex ? 'Rex' : null],
        ]}
      />
    </Card>
  );
}

const Found = ({ values }: { readonly values: readonly string[] }) => (
  <ul className="stack-tight">
    {values.map((value) => (
      <li key={value}>
        <code>{value}</code>
      </li>
    ))}
  </ul>
);
