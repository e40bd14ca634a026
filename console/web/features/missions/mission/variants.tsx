import { useMemo } from 'react';
import { count, percent, plural, points } from '../../../format/numbers.ts';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Chart } from '../../../ui/chart.tsx';
import { Intervals } from '../../../ui/intervals.tsx';
import { Needs } from './needs.tsx';
import styles from './results.module.css';
import type { Report } from './view.ts';

type Variant = NonNullable<Report['ab']>['variants'][number];
const RATES = ['opened', 'clicked', 'replied', 'booked', 'unsubscribed'] as const;

/** The variants against each other: each rate with its interval, and whether the difference decides anything. */
export function Variants({ ab }: { readonly ab: NonNullable<Report['ab']> }) {
  const { variants, difference, confidenceSequence95, verdict, leadsNeeded, history } = ab;
  const decided = !verdict.startsWith('no decision');
  const leads = variants.reduce((sum, each) => sum + each.leads, 0);
  return (
    <Card
      title="Which variant is answered more?"
      actions={<Badge tone={decided ? 'good' : 'neutral'}>{wordsOf(verdict)}</Badge>}
    >
      <div className="stack">
        <p>{variants.map(answered).join(' ')}</p>
        {decided ? null : <Needs leads={leads} needed={leadsNeeded} />}
        <ul className={styles.legend}>
          {variants.map(({ variant, leads, sent }, index) => (
            <li key={variant}>
              <span
                aria-hidden
                className={styles.swatch}
                style={{ background: `var(--series-${index + 1})` }}
              />
              <strong>Variant {variant}</strong>
              <span className="quiet small number">
                {plural(leads, 'lead')}, {plural(sent, 'message')} sent
              </span>
            </li>
          ))}
        </ul>
        <div className={styles.rates}>
          <section>
            <h3>How much more often B is answered, in percentage points</h3>
            <Intervals
              label="Difference of the reply rates"
              format={points}
              rows={[{ label: 'B − A', value: difference, interval: confidenceSequence95, series: 3 }]}
            />
            <p className="quiet small">
              The true difference is between the ends of the line, with 95% confidence, however often you
              look. Where the line crosses 0, the difference may be chance.
            </p>
          </section>
          {history.length < 2 ? null : (
            <section>
              <h3>The same, at the end of each day</h3>
              <History of={history} />
            </section>
          )}
          {RATES.map((rate) => (
            <section key={rate}>
              <h3>{wordsOf(rate)}: share of the leads</h3>
              <Intervals
                label={`${wordsOf(rate)}, by variant`}
                rows={variants.map(({ variant, [rate]: { count: of, rate: value, interval95 } }, index) => ({
                  label: `${variant}: ${plural(of, 'lead')}`,
                  value,
                  interval: interval95,
                  series: index + 1,
                }))}
              />
            </section>
          ))}
        </div>
      </div>
    </Card>
  );
}

const answered = ({ variant, leads, replied }: Variant): string =>
  `${count(replied.count)} of ${plural(leads, 'lead')} answered variant ${variant} (${percent(replied.rate)}).`;

function History({ of: history }: { readonly of: NonNullable<Report['ab']>['history'] }) {
  const times = useMemo(() => history.map(({ at }) => at), [history]);
  const series = useMemo(
    () => [
      { label: 'B − A', values: history.map(({ difference }) => difference) },
      { label: 'From', values: history.map(({ confidenceSequence95: { low } }) => low) },
      { label: 'To', values: history.map(({ confidenceSequence95: { high } }) => high) },
    ],
    [history],
  );
  return (
    <Chart
      label="Difference of the reply rates with its interval"
      times={times}
      series={series}
      format={points}
    />
  );
}
