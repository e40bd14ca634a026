import { useMemo } from 'react';
import { count, decimal, points } from '../../../format/numbers.ts';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Chart } from '../../../ui/chart.tsx';
import { Intervals } from '../../../ui/intervals.tsx';
import styles from './results.module.css';
import type { Report } from './view.ts';

const RATES = ['opened', 'clicked', 'replied', 'booked', 'unsubscribed'] as const;

/** The variants against each other: each rate with its interval, and whether the difference decides anything. */
export function Variants({ ab }: { readonly ab: NonNullable<Report['ab']> }) {
  const { variants, difference, confidenceSequence95, anytimePValue, verdict, history } = ab;
  const decided = !verdict.startsWith('no decision');
  return (
    <Card title="Variants" actions={<Badge tone={decided ? 'good' : 'neutral'}>{wordsOf(verdict)}</Badge>}>
      <div className="stack">
        <ul className={styles.legend}>
          {variants.map(({ variant, leads, sent }, index) => (
            <li key={variant}>
              <span
                aria-hidden
                className={styles.swatch}
                style={{ background: `var(--series-${index + 1})` }}
              />
              <strong>{variant}</strong>
              <span className="quiet small number">
                {count(leads)} leads, {count(sent)} messages
              </span>
            </li>
          ))}
        </ul>
        <div className={styles.rates}>
          <section>
            <h3>Difference in replies, B minus A</h3>
            <Intervals
              label="Difference of the reply rates"
              format={points}
              rows={[{ label: 'B − A', value: difference, interval: confidenceSequence95, series: 3 }]}
            />
            <p className="quiet small">
              The interval holds however often it is looked at.
              {anytimePValue === null ? '' : ` Anytime-valid p = ${decimal(anytimePValue)}.`}
            </p>
          </section>
          {history.length < 2 ? null : (
            <section>
              <h3>The same, day by day</h3>
              <History of={history} />
            </section>
          )}
          {RATES.map((rate) => (
            <section key={rate}>
              <h3>{wordsOf(rate)}, share of leads</h3>
              <Intervals
                label={`${wordsOf(rate)}, by variant`}
                rows={variants.map(({ variant, [rate]: { count: of, rate: value, interval95 } }, index) => ({
                  label: `${variant}: ${count(of)}`,
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
