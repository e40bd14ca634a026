import { Link } from '@tanstack/react-router';
import type { ConversationMessageView } from '../../../../shared/inbox/contract/routes.ts';
import { Who } from '../../app/who.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { State, wordsOf, wordsWithin } from '../../ui/badge.tsx';
import { Time } from '../../ui/time.tsx';
import { AnswerActions } from './answer-actions.tsx';
import styles from './message.module.css';
import { Reading } from './reading.tsx';

interface MessageProps {
  readonly of: ConversationMessageView;
  /** Whether Rex asks a person about it, or did. */
  readonly hasReading: boolean;
}

/** One message or decision. What a person wrote is text, whatever it says. */
export function Message({ of: message, hasReading }: MessageProps) {
  const { member } = useSession();
  const { type, at, author, channel, state, reason, subject, text, missionId, step } = message;
  const who = author === 'lead' ? 'They' : author === member ? 'You' : <Who is={author} />;
  if (type === 'decision') {
    return (
      <li className={styles.decision}>
        {who} decided: {wordsOf(state ?? '').toLowerCase()}
        {reason === null ? '' : ` (${reason})`}, <Time at={at} />
      </li>
    );
  }
  return (
    <li className={`${styles.message} ${type === 'received' ? styles.theirs : styles.ours}`}>
      <div className={styles.head}>
        <span>
          <strong>{who}</strong>{' '}
          <span className="quiet">by {channel === null ? 'hand' : wordsWithin(channel)}</span>
          {missionId === null ? null : (
            <>
              {' · '}
              <Link to="/missions/$id" params={{ id: missionId } as never}>
                mission{step === null ? '' : `, step ${step}`}
              </Link>
            </>
          )}
        </span>
        <span className="row">
          {state === null || type === 'received' ? null : <State of={state} />}
          <span className="quiet small">
            <Time at={at} />
          </span>
        </span>
      </div>
      {subject === null ? null : <p className={styles.subject}>{subject}</p>}
      {text === null ? (
        <p className="quiet">The text cannot be shown as it was.</p>
      ) : type === 'sent' ? (
        <details>
          <summary className="quiet small">What Rex wrote</summary>
          <p className={styles.text}>{text}</p>
        </details>
      ) : (
        <p className={styles.text}>{text}</p>
      )}
      {type === 'received' && state !== null ? (
        <p className="quiet small">
          Read as {wordsOf(state).toLowerCase()}
          {reason === null ? '' : `: ${reason}`}
        </p>
      ) : reason === null ? null : (
        <p className="small">{reason}</p>
      )}
      {hasReading ? <Reading id={message.id} /> : null}
      {type === 'answer' ? <AnswerActions id={message.id} state={state} /> : null}
    </li>
  );
}
