import { Link } from '@tanstack/react-router';
import { wordsOf } from '../../../ui/badge.tsx';
import styles from './detail.module.css';
import type { Sample } from './view.ts';

/** How copywriters name the ways in which a message is built, and what they are. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  BAB: 'Built as before, after, bridge',
  PAS: 'Built as problem, agitation, solution',
  FAB: 'Built as feature, advantage, benefit',
  AIDA: 'Built as attention, interest, desire, action',
};

/** A message as it arrives: who writes to whom, and the words. */
export function OneMessage({ message }: { readonly message: Sample }) {
  const { leadId, to, from, step, variant, channel, framework, subject, text, cites } = message;
  return (
    <article className={styles.mail} aria-label={subject === '' ? `Message by ${channel}` : subject}>
      <header className={styles.head}>
        {subject === '' ? null : <h3 className={styles.subject}>{subject}</h3>}
        <dl className={styles.addresses}>
          <dt>From</dt>
          <dd>{from}</dd>
          <dt>To</dt>
          <dd>
            <Link to="/leads/$id" params={{ id: leadId } as never}>
              {to}
            </Link>
          </dd>
        </dl>
        <p className="quiet small">
          Step {step} · Variant {variant} · {wordsOf(channel)} · {FRAMEWORKS[framework] ?? framework}
        </p>
      </header>
      <div className={styles.text}>{text}</div>
      {cites.map(({ words, under, document, edition, passage, text: said }) => (
        <figure key={words} aria-label="What bears it out">
          <figcaption className="quiet small">
            “{words}” is borne out by {under} ({document}, edition {edition}, passage {passage}):
          </figcaption>
          <blockquote className="small">{said}</blockquote>
        </figure>
      ))}
    </article>
  );
}
