import { Link } from '@tanstack/react-router';
import { wordsOf } from '../../../ui/badge.tsx';
import type { MessageQuality } from '../quality.ts';
import styles from './detail.module.css';
import { marksIn } from './marks.ts';
import { Quality } from './message-quality.tsx';
import type { Sample } from './view.ts';

interface OneMessageProps {
  readonly message: Sample;
  readonly missionId: string;
  /** Where the workspace wants a gate. */
  readonly quality: MessageQuality | undefined;
}

/** How copywriters name the ways in which a message is built, and what they are. */
const FRAMEWORKS: Readonly<Record<string, string>> = {
  BAB: 'Built as before, after, bridge',
  PAS: 'Built as problem, agitation, solution',
  FAB: 'Built as feature, advantage, benefit',
  AIDA: 'Built as attention, interest, desire, action',
};

/** A message as it arrives: who writes to whom, and the words. */
export function OneMessage({ message, missionId, quality }: OneMessageProps) {
  const quotes = (place: string) =>
    quality?.findings.flatMap(({ passage }) => (passage?.in === place ? [passage.quote] : [])) ?? [];
  const { leadId, to, from, step, variant, channel, framework, subject, text, cites } = message;
  return (
    <article className={styles.mail} aria-label={subject === '' ? `Message by ${channel}` : subject}>
      <header className={styles.head}>
        {subject === '' ? null : (
          <h3 className={styles.subject}>
            <Marked text={subject} quotes={quotes('subject')} />
          </h3>
        )}
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
      <div className={styles.text}>
        <Marked text={text} quotes={quotes('text')} />
      </div>
      {quality === undefined ? null : <Quality key={quality.digest} of={quality} missionId={missionId} />}
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

/** Words with the passages marked that cost points. */
const Marked = ({ text, quotes }: { readonly text: string; readonly quotes: readonly string[] }) =>
  marksIn(text, quotes).map(({ text: part, isMarked, at }) =>
    isMarked ? <mark key={at}>{part}</mark> : part,
  );
