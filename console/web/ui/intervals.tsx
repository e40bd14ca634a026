import { percent } from '../format/numbers.ts';
import styles from './intervals.module.css';
import { scaleOf } from './scale.ts';

interface IntervalRow {
  readonly label: string;
  /** Shares or differences of shares, -1 to 1; null where there is nothing to count in. */
  readonly value: number | null;
  readonly interval: { readonly low: number; readonly high: number } | null;
  /** Which of the series' colours, from 1; rows of one thing share it. */
  readonly series?: number;
}

/** Rates with their uncertainty: a dot for each estimate and a line for its interval, all on one scale. */
export function Intervals({
  label,
  rows,
  format = percent,
}: {
  readonly label: string;
  readonly rows: readonly IntervalRow[];
  readonly format?: (value: number | null) => string;
}) {
  const scale = scaleOf(rows);
  return (
    <table className={styles.intervals}>
      <caption className="visually-hidden">{label}</caption>
      <thead className="visually-hidden">
        <tr>
          <th scope="col">What</th>
          <td />
          <th scope="col">Estimate</th>
          <th scope="col">95% interval</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ label: name, value, interval, series = 1 }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td aria-hidden>
              <div className={styles.track} style={{ '--series': `var(--series-${series})` } as object}>
                {scale.low < 0 ? (
                  <span className={styles.zero} style={{ insetInlineStart: `${scale.at(0)}%` }} />
                ) : null}
                {interval === null ? null : (
                  <span
                    className={styles.line}
                    style={{
                      insetInlineStart: `${scale.at(interval.low)}%`,
                      inlineSize: `${scale.at(interval.high) - scale.at(interval.low)}%`,
                    }}
                  />
                )}
                {value === null ? null : (
                  <span className={styles.dot} style={{ insetInlineStart: `${scale.at(value)}%` }} />
                )}
              </div>
            </td>
            <td className={styles.value}>{format(value)}</td>
            <td className={styles.range}>
              {interval === null ? '–' : `${format(interval.low)} to ${format(interval.high)}`}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
