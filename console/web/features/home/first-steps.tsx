import { Link } from '@tanstack/react-router';
import { Circle, CircleCheck } from 'lucide-react';
import { Card } from '../../ui/card.tsx';
import styles from './first-steps.module.css';
import { useFirstSteps } from './use-first-steps.ts';

/** From an empty workspace to the first mission. It goes when all of it is done. */
export function FirstSteps() {
  const first = useFirstSteps();
  if (first === undefined) return null;
  return (
    <Card title="First steps">
      <ol className={styles.steps}>
        {first.steps.map((step) => (
          <li key={step.title} className={styles.step}>
            {step.done ? <CircleCheck aria-hidden className={styles.done} /> : <Circle aria-hidden />}
            <div>
              {step === first.next ? (
                <Link to={step.path} className={styles.next}>
                  {step.title}
                </Link>
              ) : (
                <span className={step.done ? 'quiet' : ''}>{step.title}</span>
              )}
              {step.done ? <span className="visually-hidden"> (done)</span> : null}
              <p className="quiet small">{step.about}</p>
            </div>
          </li>
        ))}
      </ol>
    </Card>
  );
}
