import { Link } from '@tanstack/react-router';
import type { CampaignResults, ResultMetric } from '../../../../shared/campaigns/contract/campaign.ts';
import { count } from '../../format/numbers.ts';
import { onDay } from '../../format/times.ts';
import { State, wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { type Column, Table } from '../../ui/table.tsx';
import { metricWords } from './metric-words.ts';

type Part = CampaignResults['parts'][number];

const dollars = (usd: number): string =>
  usd.toLocaleString('en', { style: 'currency', currency: 'USD', maximumFractionDigits: 4 });

/** What was spent of the budget, and how far the goals are. */
export function Budget({ of: { budget, cost, goals } }: { readonly of: CampaignResults }) {
  return (
    <Card title="Budget and goals">
      <div className="stack">
        <Stats>
          <Stat
            label="Spent"
            value={dollars(cost.totalUsd)}
            note={budget.amountUsd === null ? 'No amount is set' : `of ${dollars(budget.amountUsd)}`}
          />
          <Stat label="Messages" value={dollars(cost.messagesUsd)} />
          <Stat label="Language models" value={dollars(cost.modelsUsd)} />
          <Stat label="Advertisements" value={dollars(cost.adsUsd)} />
        </Stats>
        {budget.exhausted === null ? null : <p>{budget.exhausted} No move begins until it is raised.</p>}
        {budget.caps.map(({ name, used, most }) => (
          <Meter key={name} label={`${wordsOf(name)} of the budget`} value={used} of={most} />
        ))}
        {goals.map(({ metric, value, target, met, by }) => (
          <Meter
            key={`${metric} ${by ?? ''}`}
            label={`Goal: ${metricWords(metric)}${by === undefined ? '' : ` until ${onDay(by)}`}${met ? ', met' : ''}`}
            value={value}
            of={target}
          />
        ))}
        {goals.length === 0 ? <p className="quiet">No goal is set.</p> : null}
      </div>
    </Card>
  );
}

/** The type of what people do, and no handler. */
const PERSON_TYPE = 'person.do';

const columns: readonly Column<Part>[] = [
  {
    header: 'Part',
    width: '2fr',
    cell: ({ id, kind, name }) => (
      <Link to={kind === 'mission' ? '/missions/$id' : '/tasks/$id'} params={{ id } as never}>
        {name}
      </Link>
    ),
  },
  {
    header: 'Type',
    width: '1fr',
    wide: true,
    cell: ({ kind, type }) => (kind === 'mission' ? wordsOf(type) : type === PERSON_TYPE ? 'A person' : type),
  },
  { header: 'State', width: '8rem', cell: ({ state }) => <State of={state} /> },
  { header: 'Sent', width: '5rem', align: 'end', cell: ({ numbers }) => count(numbers.sent ?? 0) },
  { header: 'Cost', width: '6rem', align: 'end', cell: ({ costUsd }) => dollars(costUsd) },
];

/** The sums, and what each part added to them. */
export function Results({ of: { totals, parts } }: { readonly of: CampaignResults }) {
  const counted = Object.entries(totals).filter(([, value]) => value !== 0);
  return (
    <>
      <Card title="Results">
        {counted.length === 0 ? (
          <p className="quiet">Nothing is counted yet.</p>
        ) : (
          <Stats>
            {counted.map(([metric, value]) => (
              <Stat key={metric} label={metricWords(metric as ResultMetric)} value={count(value)} />
            ))}
          </Stats>
        )}
      </Card>
      <Card title="Parts" flush>
        {parts.length === 0 ? (
          <Empty title="No part yet">What its moves begin, and what is let join it, stands here.</Empty>
        ) : (
          <Table label="Parts" columns={columns} rows={parts} keyOf={({ id }) => id} />
        )}
      </Card>
    </>
  );
}
