import type { Prediction } from '../../../../../shared/lords/seer/contract/schemas.ts';
import { count } from '../../../format/numbers.ts';
import styles from '../council.module.css';

const WIDTH = 720;
const HEIGHT = 200;
const LEFT = 44;
const BOTTOM = 20;

/** A forecast as a fan: the days before, the days ahead with their interval, and what came. */
export function Fan({ of: { metric, unit, history, values, actual, level } }: { readonly of: Prediction }) {
  const highest = Math.max(1e-9, ...history.map(({ value }) => value), ...values.map(({ high }) => high));
  const total = history.length + values.length;
  const x = (n: number): number => LEFT + (n / Math.max(1, total - 1)) * (WIDTH - LEFT);
  const y = (value: number): number => (1 - value / highest) * (HEIGHT - BOTTOM - 8) + 8;
  const line = (of: readonly number[], from: number): string =>
    of.map((value, n) => `${x(from + n)},${y(value)}`).join(' ');
  const from = history.length;
  const band = [
    ...values.map(({ high }, n) => `${x(from + n)},${y(high)}`),
    ...values.map(({ low }, n) => `${x(from + n)},${y(low)}`).toReversed(),
  ].join(' ');
  const said = (value: number): string => (unit === 'score' ? value.toFixed(2) : count(Math.round(value)));
  return (
    <figure className="stack-tight">
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        className={styles.fan}
        role="img"
        aria-label={`${metric}: ${history.length} days, then a forecast of ${values.length} days with intervals of ${Math.round(level * 100)}%`}
      >
        {[0, highest / 2, highest].map((value) => (
          <g key={value}>
            <line className={styles.axis} x1={LEFT} x2={WIDTH} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {said(value)}
            </text>
          </g>
        ))}
        <polygon className={styles.band} points={band} />
        <polyline
          className={styles.was}
          points={line(
            history.map(({ value }) => value),
            0,
          )}
        />
        <polyline
          className={styles.ahead}
          points={line(
            values.map(({ value }) => value),
            from,
          )}
        />
        {actual?.map(({ day, value }, n) => (
          <circle key={day} className={styles.came} cx={x(from + n)} cy={y(value)} r={3} />
        ))}
        <text x={LEFT} y={HEIGHT - 4}>
          {history[0]?.day}
        </text>
        <text x={WIDTH} y={HEIGHT - 4} textAnchor="end">
          {values.at(-1)?.day}
        </text>
      </svg>
      <figcaption className={styles.legend}>
        <span>Thin line: what was</span>
        <span>Thick line: the forecast, with {Math.round(level * 100)}% of days in the band</span>
        {actual === null ? null : <span>Dots: what came</span>}
      </figcaption>
    </figure>
  );
}
