import { Link } from '@tanstack/react-router';
import {
  CalendarClock,
  CircleDot,
  Hand,
  type LucideIcon,
  MailOpen,
  MessageSquareReply,
  Reply,
  Search,
  Send,
  ShoppingBag,
} from 'lucide-react';
import { Empty } from '../../../ui/notice.tsx';
import { Time } from '../../../ui/time.tsx';
import tones from '../../../ui/tone.module.css';
import type { TimelineEntry } from './timeline.ts';
import styles from './timeline-list.module.css';

const ICONS: Readonly<Record<TimelineEntry['kind'], LucideIcon>> = {
  sent: Send,
  event: MailOpen,
  received: MessageSquareReply,
  answer: Reply,
  meeting: CalendarClock,
  enrichment: Search,
  order: ShoppingBag,
  decision: Hand,
};

export function TimelineList({ entries }: { readonly entries: readonly TimelineEntry[] }) {
  if (entries.length === 0)
    return <Empty title="Nothing has happened yet">No mission has written to this person.</Empty>;
  return (
    <ol className={styles.list}>
      {entries.map(({ key, at, kind, title, tone, text, note, missionId }) => {
        const Icon = ICONS[kind] ?? CircleDot;
        return (
          <li key={key} className={styles.entry}>
            <span className={`${styles.icon} ${tones[tone]}`}>
              <Icon aria-hidden />
            </span>
            <div className={styles.body}>
              <div className={styles.head}>
                <span className={styles.title}>{title}</span>
                <span className="quiet small">
                  <Time at={at} />
                </span>
              </div>
              {note === undefined || note === '' ? null : (
                <p className="quiet small">
                  {missionId === undefined ? (
                    note
                  ) : (
                    <Link to="/missions/$id" params={{ id: missionId } as never} className={styles.quiet}>
                      {note}
                    </Link>
                  )}
                </p>
              )}
              {text === undefined ? null : <p className={styles.text}>{text}</p>}
            </div>
          </li>
        );
      })}
    </ol>
  );
}
