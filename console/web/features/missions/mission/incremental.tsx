import { count, decimal, percent, points, usd } from '../../../format/numbers.ts';
import { Card } from '../../../ui/card.tsx';
import { Intervals } from '../../../ui/intervals.tsx';
import { Stat, Stats } from '../../../ui/stat.tsx';
import type { Report } from './view.ts';

/** What the mission caused: those who were written to against those who were held out. */
export function Incremental({ result }: { readonly result: NonNullable<Report['incremental']> }) {
  const { treated, holdout, lift, lift95, incrementalConversions, anytimePValue, sentence } = result;
  const rate = ({ leads, converted }: typeof treated) => (leads === 0 ? null : converted / leads);
  return (
    <Card title="Against the holdout">
      <div className="stack">
        <p>{sentence}</p>
        <Stats>
          <Stat
            label="Written to"
            value={percent(rate(treated))}
            note={`${count(treated.converted)} of ${count(treated.leads)} bought, ${usd(treated.revenueUsd)}`}
          />
          <Stat
            label="Held out"
            value={percent(rate(holdout))}
            note={`${count(holdout.converted)} of ${count(holdout.leads)} bought, ${usd(holdout.revenueUsd)}`}
          />
          <Stat
            label="More purchases"
            value={incrementalConversions === null ? '–' : decimal(incrementalConversions)}
            note={anytimePValue === null ? undefined : `p = ${decimal(anytimePValue)}`}
          />
        </Stats>
        <Intervals
          label="Lift of the purchases"
          format={points}
          rows={[{ label: 'Lift', value: lift, interval: lift95 }]}
        />
      </div>
    </Card>
  );
}
