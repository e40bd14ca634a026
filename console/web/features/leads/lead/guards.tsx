import { Check, Clock, OctagonX } from 'lucide-react';
import type { ExplanationView } from '../../../../../shared/leads/contract/routes.ts';
import { plural } from '../../../format/numbers.ts';
import { wordsOf } from '../../../ui/badge.tsx';
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
const ORDER = ['block', 'wait', 'pass'] as const;

/** Everything that stands between a person and the next message: what blocks it first, what lets it pass last. */
export function Guards({ of: { step, channel, channelReason, dueAt, verdicts } }: { readonly of: Next }) {
  const stops = verdicts.filter(({ verdict }) => verdict !== 'pass').length;
  const sorted = ORDER.flatMap((each) => verdicts.filter(({ verdict }) => verdict === each));
  return (
    <div className="stack-tight">
      <p>
        <strong>Step {step}</strong> by {channel} is next
        {dueAt === null ? '' : ', due '}
        {dueAt === null ? null : <Time at={dueAt} />}.{' '}
        {stops === 0
          ? 'Every guard lets it pass.'
          : `${plural(stops, 'guard')} of ${verdicts.length} ${stops === 1 ? 'keeps' : 'keep'} it back.`}{' '}
        <span className="quiet">{channelReason}</span>
      </p>
      <ul className={styles.guards}>
        {sorted.map((verdict) => (
          <Guard key={verdict.guard} of={verdict} />
        ))}
      </ul>
    </div>
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
                Over <Time at={until} />
              </span>
            )}
          </p>
        )}
      </div>
    </li>
  );
}
