import { Link } from '@tanstack/react-router';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Empty } from '../../ui/notice.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { Time } from '../../ui/time.tsx';
import { Holders } from './holders.tsx';
import type { Resources } from './resources.ts';

type Waiting = Resources['waiting'][number];

/** Names that are not written as words are. */
const NAMES: Readonly<Record<string, string>> = { ses: 'Amazon SES', openai: 'OpenAI', sendgrid: 'SendGrid' };

const columns: readonly Column<Waiting>[] = [
  {
    header: 'Mission',
    width: '2fr',
    cell: ({ missionId, name }) => (
      <Link to="/missions/$id" params={{ id: missionId } as never}>
        {name}
      </Link>
    ),
  },
  { header: 'Type', width: '1.2fr', wide: true, cell: ({ type }) => wordsOf(type) },
  { header: 'Waits for', width: '2fr', cell: ({ waitingFor }) => waitingFor ?? 'its turn' },
  { header: 'Priority', width: '4rem', align: 'end', wide: true, cell: ({ priority }) => priority },
  {
    header: 'Deadline',
    width: '7rem',
    align: 'end',
    wide: true,
    cell: ({ deadline }) => <Time at={deadline} />,
  },
  {
    header: 'Waits since',
    width: '7rem',
    align: 'end',
    wide: true,
    cell: ({ createdAt }) => <Time at={createdAt} />,
  },
];

/** Who waits, in the order in which they will be assigned, and what they wait for: crews, quotas, calls to providers. */
export function Queue({
  resources: { crews, quotas, providers, waiting },
}: {
  readonly resources: Resources;
}) {
  return (
    <>
      <Card title="Waiting missions" flush>
        {waiting.length === 0 ? (
          <Empty title="No mission waits">
            A mission waits here when no crew, domain or quota is free for it.
          </Empty>
        ) : (
          <Table
            label="Waiting missions"
            columns={columns}
            rows={waiting}
            keyOf={({ missionId }) => missionId}
            hrefOf={({ missionId }) => `/missions/${missionId}`}
          />
        )}
      </Card>
      <div className="grid">
        <Card title="Crews">
          <div className="stack">
            {crews.map(({ id, capacity, holders }) => (
              <div key={id} className="stack-tight">
                <Meter label={wordsOf(id)} value={holders.length} of={capacity} unit="missions" />
                {holders.length === 0 ? null : (
                  <p className="small">
                    <Holders of={holders} />
                  </p>
                )}
              </div>
            ))}
          </div>
        </Card>
        <Card title="Quotas">
          <div className="stack">
            {quotas.map(({ provider, slots, holders }) => (
              <div key={provider} className="stack-tight">
                <Meter
                  label={NAMES[provider] ?? wordsOf(provider)}
                  value={holders.length}
                  of={slots}
                  unit="missions"
                />
                {holders.length === 0 ? null : (
                  <p className="small">
                    <Holders of={holders} />
                  </p>
                )}
              </div>
            ))}
          </div>
        </Card>
        <Card title="Calls to providers at once">
          <div className="stack">
            {providers.map(({ provider, burst, left }) => (
              <Meter
                key={provider}
                label={NAMES[provider] ?? wordsOf(provider)}
                value={Math.max(0, burst - left)}
                of={burst}
                unit="used"
              />
            ))}
          </div>
        </Card>
      </div>
    </>
  );
}
