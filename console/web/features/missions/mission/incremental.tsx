import { count, decimal, percent, points, usd } from '../../../format/numbers.ts';
import { Card } from '../../../ui/card.tsx';
import { Intervals } from '../../../ui/intervals.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import { Needs } from './needs.tsx';
import type { Report } from './view.ts';

/** What the mission caused: those who were written to against those who were held out. */
export function Incremental({ result }: { readonly result: NonNullable<Report['incremental']> }) {
  const { treated, holdout, lift, lift95, incrementalConversions, anytimePValue, sentence, leadsNeeded } =
    result;
  const rate = ({ leads, converted }: typeof treated) => (leads === 0 ? null : converted / leads);
  const isOpen = anytimePValue !== null && anytimePValue >= 0.05;
  return (
    <Card title="Did it bring purchases?">
      <div className="stack">
        <p>{sentence}</p>
        {isOpen ? <Needs leads={treated.leads + holdout.leads} needed={leadsNeeded} /> : null}
        <Stats>
          <Stat
            label="Written to, bought"
            value={percent(rate(treated))}
            note={`${count(treated.converted)} of ${count(treated.leads)} leads, ${usd(treated.revenueUsd)}`}
          />
          <Stat
            label="Held out, bought"
            value={percent(rate(holdout))}
            note={`${count(holdout.converted)} of ${count(holdout.leads)} leads, ${usd(holdout.revenueUsd)}`}
          />
          <Stat
            label="Purchases that it brought"
            value={incrementalConversions === null ? '–' : `about ${decimal(incrementalConversions)}`}
            note={isOpen ? 'may be chance' : undefined}
          />
        </Stats>
        {lift95 === null ? null : (
          <Intervals
            label="Difference of the shares who bought, in percentage points"
            format={points}
            rows={[{ label: 'Difference', value: lift, interval: lift95 }]}
          />
        )}
      </div>
    </Card>
  );
}
