import { wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from './timeline.module.css';
import type { Mission } from './view.ts';

/** Everything that happened to the mission, newest first. */
export function Timeline({ mission: { log } }: { readonly mission: Mission }) {
  return (
    <Card title="Timeline">
      <ol className={styles.log}>
        {log.toReversed().map(({ at, event, actor, detail }) => (
          <li key={at + event} className={styles.entry}>
            <span className={styles.at}>
              <Time at={at} />
            </span>
            <div className={styles.what}>
              <p>{detail === '' ? nameOf(event) : detail}</p>
              <p className="quiet small">
                {detail === '' ? '' : `${nameOf(event)} · `}
                {actorOf(actor)}
              </p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}

/** `mission.approval-requested` as `Approval requested`. */
const nameOf = (event: string): string => wordsOf(event.slice(event.indexOf('.') + 1));

/** `user:ann` is ann, and `rex:rex` is Rex. */
const actorOf = (actor: string): string =>
  actor.startsWith('rex:') ? 'Rex' : actor.slice(actor.indexOf(':') + 1);
