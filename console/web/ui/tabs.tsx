import { Link } from '@tanstack/react-router';
import styles from './tabs.module.css';

interface Tab {
  readonly label: string;
  /** The value of the search parameter that chooses it; the first tab needs none. */
  readonly id: string;
  readonly count?: number;
}

interface TabsProps {
  readonly label: string;
  readonly tabs: readonly Tab[];
  readonly current: string;
  readonly parameter?: string;
}

/** Views of one page. Each is an address, so that it can be linked to and the back button works. */
export function Tabs({ label, tabs, current, parameter = 'tab' }: TabsProps) {
  return (
    <nav aria-label={label} className={styles.tabs}>
      {tabs.map(({ id, label: text, count }, index) => (
        <Link
          key={id}
          to="."
          search={(old: Record<string, unknown>) => ({ ...old, [parameter]: index === 0 ? undefined : id })}
          className={styles.tab}
          // Without it the first tab, which needs no parameter, counts as the current one beside every other.
          activeOptions={{ exact: true, explicitUndefined: true }}
          aria-current={id === current ? 'page' : undefined}
        >
          {text}
          {count === undefined ? null : <span className={styles.count}>{count}</span>}
        </Link>
      ))}
    </nav>
  );
}
