import { Link, useRouterState } from '@tanstack/react-router';
import { ArrowRight } from 'lucide-react';
import styles from './next-step.module.css';
import { useFirstSteps } from './use-first-steps.ts';

/** Leads from each of the first steps to the next, on whatever page one of them ends. */
export function NextStep() {
  const first = useFirstSteps();
  const path = useRouterState({ select: ({ location }) => location.pathname });
  if (first === undefined || path === '/') return null;
  const { steps, next, done } = first;
  const isHere = next.path.split('?')[0] === path;
  return (
    <nav aria-label="First steps" className={styles.bar}>
      <span className="quiet small">
        First steps: {done} of {steps.length} done
      </span>
      {isHere ? (
        <span>
          Now: <strong>{next.title}</strong>
        </span>
      ) : (
        <Link to={next.path} className={styles.next}>
          Next: {next.title} <ArrowRight aria-hidden />
        </Link>
      )}
    </nav>
  );
}
