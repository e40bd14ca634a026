import { Link } from '@tanstack/react-router';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type KeyboardEvent, useRef } from 'react';
import { Time } from '../../../ui/time.tsx';
import type { MailSummary } from './mail.ts';
import styles from './mailbox.module.css';

const ROW = 68;

interface MailListProps {
  readonly messages: readonly MailSummary[];
  readonly current: string | undefined;
}

/** The mails, the newest first. Arrow keys go from one to the next. */
export function MailList({ messages, current }: MailListProps) {
  const scroller = useRef<HTMLDivElement>(null);
  const virtualizer = useVirtualizer({
    count: messages.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => ROW,
    overscan: 10,
  });
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const step = { ArrowDown: 'nextElementSibling', ArrowUp: 'previousElementSibling' }[event.key] as
      | 'nextElementSibling'
      | 'previousElementSibling'
      | undefined;
    const next = step && event.currentTarget.parentElement?.[step]?.firstElementChild;
    if (!(next instanceof HTMLElement)) return;
    event.preventDefault();
    next.focus();
  };
  return (
    <div ref={scroller} className={styles.scroller}>
      <ul aria-label="Mails" className={styles.list} style={{ height: virtualizer.getTotalSize() }}>
        {virtualizer.getVirtualItems().map(({ index, start }) => {
          const mail = messages[index];
          if (mail === undefined) return null;
          return (
            <li key={mail.id} className={styles.row} style={{ transform: `translateY(${start}px)` }}>
              <Link
                to="/local/mailbox"
                search={(old: Record<string, unknown>) => ({ ...old, mail: mail.id })}
                replace
                className={styles.mail}
                aria-current={mail.id === current ? 'true' : undefined}
                onKeyDown={onKeyDown}
              >
                <span className={styles.line}>
                  <strong>{mail.subject || 'No subject'}</strong>
                  <span className="quiet small">
                    <Time at={mail.at} />
                  </span>
                </span>
                <span className={`${styles.line} quiet small`}>To {mail.to.join(', ')}</span>
              </Link>
            </li>
          );
        })}
      </ul>
    </div>
  );
}
