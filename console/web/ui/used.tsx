import { count } from '../format/numbers.ts';
import styles from './used.module.css';

interface UsedProps {
  readonly label: string;
  readonly value: number;
  readonly of: number;
}

/** How much of a limit is used, for a cell of a table. */
export function Used({ label, value, of }: UsedProps) {
  const share = of > 0 ? Math.min(1, value / of) : 0;
  const tone = share >= 1 ? styles.full : share >= 0.8 ? styles.near : '';
  return (
    <span
      className={styles.used}
      role="meter"
      aria-label={label}
      aria-valuenow={value}
      aria-valuemin={0}
      aria-valuemax={of}
      aria-valuetext={`${count(value)} of ${count(of)}`}
    >
      <span className="number small">
        {count(value)} <span className="quiet">/ {count(of)}</span>
      </span>
      <span className={styles.track}>
        <span className={`${styles.bar} ${tone}`} style={{ inlineSize: `${share * 100}%` }} />
      </span>
    </span>
  );
}
