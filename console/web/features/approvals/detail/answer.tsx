import { Link } from '@tanstack/react-router';
import { Badge, wordsOf } from '../../../ui/badge.tsx';
import { Card } from '../../../ui/card.tsx';
import styles from './detail.module.css';
import type { Approval } from './view.ts';

/** The exact words of an answer in a conversation. */
export function Answer({ answer }: { readonly answer: NonNullable<Approval['answer']> }) {
  const { leadId, channel, subject, text } = answer;
  return (
    <Card title="The answer" actions={<Link to="/inbox">Inbox</Link>}>
      <article className={styles.mail}>
        <header className={styles.head}>
          {subject === null ? null : <h3 className={styles.subject}>{subject}</h3>}
          <div className="row">
            <Badge>{wordsOf(channel)}</Badge>
            <span className="quiet small">to</span>
            <Link to="/leads/$id" params={{ id: leadId } as never} className="mono">
              {leadId}
            </Link>
          </div>
        </header>
        <div className={styles.text}>{text}</div>
      </article>
    </Card>
  );
}
