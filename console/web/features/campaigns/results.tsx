import type { CampaignResults, ResultMetric } from '../../../../shared/campaigns/contract/campaign.ts';
import { count } from '../../format/numbers.ts';
import { onDay } from '../../format/times.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { Card } from '../../ui/card.tsx';
import { Meter } from '../../ui/meter.tsx';
import { Stat, Stats } from '../../ui/stat.tsx';
import { dollars } from './dollars.ts';
import { metricWords } from './metric-words.ts';

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

/** The sums over its parts. */
export function Results({ of: { totals } }: { readonly of: CampaignResults }) {
  const counted = Object.entries(totals).filter(([, value]) => value !== 0);
  return (
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
  );
}
