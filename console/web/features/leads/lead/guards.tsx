import { Check, Clock, OctagonX } from 'lucide-react';
import type { ExplanationView } from '../../../../../shared/leads/contract/routes.ts';
import { plural } from '../../../format/numbers.ts';
import { wordsOf, wordsWithin } from '../../../ui/badge.tsx';
import { Prose } from '../../../ui/prose.tsx';
import { Time } from '../../../ui/time.tsx';
import styles from './guards.module.css';

type Next = NonNullable<ExplanationView['missions'][number]['next']>;
type Verdict = Next['verdicts'][number];

const VERDICTS = {
  pass: { icon: Check, words: 'passes' },
  wait: { icon: Clock, words: 'waits' },
  block: { icon: OctagonX, words: 'blocks' },
} as const;
const STOPS = ['block', 'wait'] as const;

/** What stands between a person and the next message, what blocks it first; what lets it pass is there to unfold. */
export function Guards({ of: { step, channel, channelReason, dueAt, verdicts } }: { readonly of: Next }) {
  const stopping = STOPS.flatMap((each) => verdicts.filter(({ verdict }) => verdict === each));
  const passing = verdicts.filter(({ verdict }) => verdict === 'pass');
  const stops = stopping.length;
  return (
    <div className="stack-tight">
      <p>
        <strong>Step {step}</strong> by {wordsWithin(channel)} is next
        {dueAt === null ? '' : ', due '}
        {dueAt === null ? null : <Time at={dueAt} />}.{' '}
        {stops === 0
          ? 'Every guard lets it pass.'
          : `${plural(stops, 'guard')} of ${verdicts.length} ${stops === 1 ? 'keeps' : 'keep'} it back.`}{' '}
        <span className="quiet">{channelReason}</span>
      </p>
      <List of={stopping} />
      {passing.length === 0 ? null : (
        <details className="stack-tight">
          <summary className="small quiet">
            {plural(passing.length, 'guard lets', 'guards let')} it pass
          </summary>
          <List of={passing} />
        </details>
      )}
    </div>
  );
}

function List({ of: verdicts }: { readonly of: readonly Verdict[] }) {
  if (verdicts.length === 0) return null;
  return (
    <ul className={styles.guards}>
      {verdicts.map((verdict) => (
        <Guard key={verdict.guard} of={verdict} />
      ))}
    </ul>
  );
}

function Guard({ of: { guard, verdict, explanation, unblock, until } }: { readonly of: Verdict }) {
  const { icon: Icon, words } = VERDICTS[verdict];
  return (
    <li className={`${styles.guard} ${styles[verdict]}`}>
      <Icon aria-hidden />
      <div>
        <p>
          <span className={styles.name}>{wordsOf(guard)}</span>
          <span className="visually-hidden"> {words}</span>{' '}
          <span className={styles.why}>
            <Prose of={explanation} />
          </span>
        </p>
        {unblock === null && until === null ? null : (
          <p className="small">
            {unblock === null ? null : (
              <span>
                To go on: <Prose of={unblock} />{' '}
              </span>
            )}
            {until === null ? null : (
              <span className="quiet">
                Asked again <Time at={until} />
              </span>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
