import { onDay } from '../../format/times.ts';
import styles from './guilds.module.css';

/** What counts in done and failed. */
export function Period({ since }: { readonly since: string | undefined }) {
  if (since === undefined) return null;
  return (
    <p className={styles.note}>
      Done and failed are tasks of its agents since {onDay(since)}, counted among the latest 500 tasks of the
      workspace. Runs are of today (UTC).
    </p>
  );
}
