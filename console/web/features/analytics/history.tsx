import { useMemo } from 'react';
import type { AnalyticsView } from '../../../../shared/analytics/contract/view.ts';
import { count, decimal } from '../../format/numbers.ts';
import { Card } from '../../ui/card.tsx';
import { Chart, type Series } from '../../ui/chart.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './history.module.css';
import { hourStart } from './metrics.ts';

type Hours = AnalyticsView['history'];
type Metric = Extract<keyof Hours[number]['counts'], string>;

/** The axis has no place for a half of a message. */
const whole = (value: number): string => (Number.isInteger(value) ? count(value) : '');

const seriesOf = (hours: Hours, lines: readonly (readonly [Metric, string])[]): readonly Series[] =>
  lines.map(([metric, label]) => ({ label, values: hours.map(({ counts }) => counts[metric] ?? 0) }));

interface HistoryProps {
  readonly history: Hours;
  readonly days: number;
}

/** The complete hours of the last days as lines. */
export function History({ history, days }: HistoryProps) {
  const charts = useMemo(
    () => ({
      times: history.map(({ hour }) => hourStart(hour)),
      mail: seriesOf(history, [
        ['sent', 'Sent'],
        ['delivered', 'Delivered'],
        ['opened', 'Opened'],
        ['clicked', 'Clicked'],
      ]),
      answers: seriesOf(history, [
        ['replied', 'Replied'],
        ['booked', 'Booked'],
        ['unsubscribed', 'Unsubscribed'],
        ['bounced', 'Bounced'],
        ['complained', 'Complained'],
      ]),
      missions: seriesOf(history, [
        ['missionsCreated', 'Created'],
        ['missionsCompleted', 'Completed'],
        ['missionsFailed', 'Failed'],
        ['missionsEscalated', 'Escalated'],
      ]),
      reputation: [{ label: 'Lowest reputation', values: history.map(({ reputation }) => reputation) }],
    }),
    [history],
  );
  const isQuiet = history.every(({ counts }) => Object.values(counts).every((value) => value === 0));
  return (
    <>
      {isQuiet ? (
        <Notice>
          <p>Nothing was counted in the last {count(days * 24)} complete hours.</p>
        </Notice>
      ) : null}
      <div className={styles.charts}>
        <Card title="Messages by hour">
          <Chart label="Messages by hour" times={charts.times} series={charts.mail} format={whole} />
        </Card>
        <Card title="Answers and troubles by hour">
          <Chart
            label="Answers and troubles by hour"
            times={charts.times}
            series={charts.answers}
            format={whole}
          />
        </Card>
        <Card title="Missions by hour">
          <Chart label="Missions by hour" times={charts.times} series={charts.missions} format={whole} />
        </Card>
        <Card title="Lowest reputation of a domain">
          <Chart
            label="Lowest reputation of a domain by hour"
            times={charts.times}
            series={charts.reputation}
            format={decimal}
          />
        </Card>
      </div>
    </>
  );
}
