import styles from './progress.module.css';

/** Per cent that are done. */
export function Progress({ value, label }: { readonly value: number; readonly label: string }) {
  return (
    <span className={styles.progress}>
      <progress className={styles.bar} value={value} max={100} aria-label={`Progress of ${label}`} />
      <span className="number small">{value}%</span>
    </span>
  );
}
