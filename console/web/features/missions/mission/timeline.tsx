import { Who } from '../../../app/who.tsx';
import { Card } from '../../../ui/card.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from './timeline.module.css';
import type { Mission } from './view.ts';

/** Everything that happened to the mission and to its approvals, with who did it, newest first. */
export function Timeline({ mission: { log } }: { readonly mission: Mission }) {
  return (
    <Card title="Timeline">
      <ol className={styles.log}>
        {log.toReversed().map(({ at, event, what, actor, detail }) => (
          <li key={at + event} className={styles.entry}>
            <span className={styles.at}>
              <Time at={at} />
            </span>
            <div className={styles.what}>
              <p>
                <strong>{what}</strong> by <Who is={actor} />
              </p>
              {detail === '' ? null : (
                <p className="quiet small">
                  <Prose of={detail} />
                </p>
              )}
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
