import type { ReactNode } from 'react';
import type { z } from 'zod';
import type { recordedDecisionSchema } from '../../../../../shared/decisions/contract/routes.ts';
import { decimal, percent } from '../../../format/numbers.ts';
import { Prose } from '../../../ui/prose.tsx';
import { Time } from '../../../ui/time.tsx';
import { Values } from '../../../ui/values.tsx';
import styles from './decisions.module.css';

interface OneDecisionProps {
  readonly decision: z.output<typeof recordedDecisionSchema>;
  /** Who decided, and what. */
  readonly children: ReactNode;
}

/** A decision with its reason. It opens to the facts that it was made over, and the thresholds in force then. */
export function OneDecision({ decision, children }: OneDecisionProps) {
  const { at, rule, explanation, confidence, facts, thresholds, durationMs, cached } = decision;
  return (
    <li className={styles.decision}>
      <div className="spread">
        <span className="row">{children}</span>
        <span className="quiet small">
          <Time at={at} />
        </span>
      </div>
      <p>
        <Prose of={explanation} />
      </p>
      <details className={styles.more}>
        <summary>
          <code>{rule}</code> · confidence {percent(confidence)} · {decimal(durationMs)} ms
          {cached ? ' · from the cache' : ''}
        </summary>
        <div className={styles.facts}>
          <Section title="Facts" values={facts} />
          {thresholds === null ? null : <Section title="Thresholds" values={thresholds} />}
        </div>
      </details>
    </li>
  );
}

function Section({
  title,
  values,
}: {
  readonly title: string;
  readonly values: Readonly<Record<string, unknown>>;
}) {
  if (Object.keys(values).length === 0) return null;
  return (
    <section className="stack-tight">
      <h3>{title}</h3>
      <Values of={values} />
    </section>
  );
}
