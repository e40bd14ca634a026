import { count, plural } from '../../../format/numbers.ts';
import { State, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import { Empty } from '../../../ui/notice.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { levelsOf } from './levels.ts';
import styles from './steps.module.css';
import type { Mission } from './view.ts';

type Step = Mission['steps'][number];
const TONES = { pending: 'neutral', running: 'info', waiting: 'warn', done: 'good', failed: 'bad' } as const;

/** The plan of the mission from left to right: what stands below each other may run at once. */
export function Steps({ mission }: { readonly mission: Mission }) {
  return (
    <Card title="Steps">
      {mission.steps.length === 0 ? (
        <Empty title="No plan yet">Rex makes the plan when the mission is assigned to a crew.</Empty>
      ) : (
        <ol className={styles.levels}>
          {levelsOf(mission.steps).map((level) => (
            <li key={level.map(({ name }) => name).join()} className={styles.level}>
              {level.map((step) => (
                <OneStep key={step.name} step={step} />
              ))}
            </li>
          ))}
        </ol>
      )}
    </Card>
  );
}

function OneStep({
  step: { name, agent, state, dependsOn, parts, failures, error },
}: {
  readonly step: Step;
}) {
  return (
    <section className={`${styles.step} ${styles[state]}`} aria-label={wordsOf(name)}>
      <div className="spread">
        <h3>{wordsOf(name)}</h3>
        <State of={state} tone={TONES[state]} />
      </div>
      <p className="quiet small">{agent === 'person' ? 'A person' : agent}</p>
      {parts.total > 0 ? (
        <div className={styles.parts}>
          <progress value={parts.done} max={parts.total} aria-label={`Parts of ${wordsOf(name)}`} />
          <span className="number small">
            {count(parts.done)} of {count(parts.total)}
          </span>
        </div>
      ) : null}
      {dependsOn.length > 1 ? <p className="quiet small">After {dependsOn.map(wordsOf).join(', ')}</p> : null}
      {failures === 0 ? null : <p className={`small ${styles.failures}`}>{plural(failures, 'failure')}</p>}
      {error === null ? null : (
        <p className={`small ${styles.error}`}>
          <Prose of={error} />
        </p>
      )}
    </section>
  );
}
