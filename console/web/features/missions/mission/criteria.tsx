import { CircleCheck, CircleX } from 'lucide-react';
import { Badge } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import styles from './results.module.css';
import type { Mission } from './view.ts';

/** Whether the mission met what its workflow calls a success. */
export function Criteria({
  outcome: { met, criteria },
}: {
  readonly outcome: NonNullable<Mission['outcome']>;
}) {
  return (
    <Card
      title="Criteria of success"
      actions={<Badge tone={met ? 'good' : 'bad'}>{met ? 'All met' : 'Not met'}</Badge>}
    >
      <ul className={styles.criteria}>
        {criteria.map((criterion) => (
          <li key={criterion.name} className={criterion.met ? styles.met : styles.missed}>
            {criterion.met ? <CircleCheck aria-label="Met" /> : <CircleX aria-label="Not met" />}
            <span>{criterion.sentence}</span>
          </li>
        ))}
      </ul>
    </Card>
  );
}
