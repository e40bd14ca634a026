import { Link } from '@tanstack/react-router';
import { NAV } from '../../app/pages.ts';
import { useWaiting } from '../../app/waiting-context.ts';
import { Card } from '../../ui/card.tsx';
import styles from './waits-for-me.module.css';

const PLACES = NAV.flatMap(({ rows }) => rows).filter(({ waiting }) => waiting !== undefined);

/** What only a person can do, with the way there. */
export function WaitsForMe() {
  const counts = useWaiting();
  const waiting = PLACES.flatMap(({ waiting: key, ...place }) => {
    const count = key === undefined ? '' : counts[key];
    return count === '' ? [] : [{ ...place, count }];
  });
  return (
    <Card title="Waits for you">
      {waiting.length === 0 ? (
        <p className="quiet">Nothing waits for a person.</p>
      ) : (
        <ul className={styles.list}>
          {waiting.map(({ path, label, count, icon: Icon }) => (
            <li key={path}>
              <Link to={path} className={styles.item}>
                <Icon aria-hidden />
                <span className={styles.count}>{count}</span>
                <span>{label}</span>
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
