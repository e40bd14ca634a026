import { count } from '../format/numbers.ts';
import styles from './meter.module.css';

interface MeterProps {
  readonly label: string;
  readonly value: number;
  readonly of: number;
  readonly unit?: string;
}

/** How much of a limit is used. It turns when little is left. */
export function Meter({ label, value, of, unit = '' }: MeterProps) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  const tone = share >= 1 ? styles.full : share >= 0.8 ? styles.near : '';
  return (
    <div className={styles.meter}>
      <div className="spread small">
        <span>{label}</span>
        <span className="number quiet">
          {count(value)} of {count(of)} {unit}
        </span>
      </div>
      <div
        className={styles.track}
        role="meter"
        aria-label={label}
        aria-valuenow={value}
        aria-valuemin={0}
        aria-valuemax={of}
        aria-valuetext={`${count(value)} of ${count(of)} ${unit}`}
      >
        <div className={`${styles.bar} ${tone}`} style={{ inlineSize: `${share * 100}%` }} />
      </div>
    </div>
  );
}
