import { Link } from '@tanstack/react-router';
import { useEffect, useRef } from 'react';
import type { ConversationView } from '../../../../shared/inbox/contract/routes.ts';
import { Who } from '../../app/who.tsx';
import { useSession } from '../../sign-in/session-context.ts';
import { Badge, wordsOf } from '../../ui/badge.tsx';
import { Button } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Empty, Loading, Problem } from '../../ui/notice.tsx';
import { Time } from '../../ui/time.tsx';
import styles from './conversation-list.module.css';
import { toneOfClass } from './tones.ts';
import type { useConversations } from './use-conversations.ts';
import { useFilters } from './use-filters.ts';

interface ConversationListProps {
  readonly conversations: ReturnType<typeof useConversations>;
  readonly current: string;
}

export function ConversationList({ conversations, current }: ConversationListProps) {
  const { state, assignee, label, wants } = useFilters();
  const { rows, error, isLoading, retry, hasMore, isFetchingMore, more } = conversations;
  const filtered = assignee !== undefined || label !== undefined || wants !== undefined || state !== 'open';
  return (
    <Card flush>
      {error === null ? null : <Problem error={error} retry={retry} />}
      {error !== null && rows.length === 0 ? null : isLoading ? (
        <Loading lines={6} />
      ) : rows.length === 0 ? (
        <Empty title={filtered ? 'No conversation here' : 'Nothing to answer'}>
          {filtered ? 'Change the filters to see others.' : 'When people answer a mission, they appear here.'}
        </Empty>
      ) : (
        <ul className={styles.list} aria-label="Conversations">
          {rows.map((row) => (
            <Row key={row.id} of={row} isCurrent={row.id === current} />
          ))}
          {hasMore ? (
            <li className={styles.more}>
              <Button small kind="quiet" busy={isFetchingMore} onClick={more}>
                Show more
              </Button>
            </li>
          ) : null}
        </ul>
      )}
    </Card>
  );
}

function Row({ of: row, isCurrent }: { readonly of: ConversationView; readonly isCurrent: boolean }) {
  const { member } = useSession();
  const { id, lead, latest, lastAt, labels, assignee, snoozedUntil } = row;
  const link = useRef<HTMLAnchorElement>(null);
  useEffect(() => {
    if (isCurrent) link.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <li>
      <Link
        ref={link}
        to="/inbox/$id"
        params={{ id } as never}
        search={(old: object) => old as never}
        className={styles.row}
        aria-current={isCurrent ? 'true' : undefined}
      >
        <span className={styles.head}>
          <span className={styles.name}>{lead.name ?? lead.email ?? lead.id}</span>
          <span className="quiet small">
            <Time at={lastAt} />
          </span>
        </span>
        <span className={styles.text}>{latest?.text || <span className="quiet">No message yet</span>}</span>
        <span className={styles.marks}>
          {row.class === null ? null : <Badge tone={toneOfClass(row.class)}>{wordsOf(row.class)}</Badge>}
          {lead.waiting.length === 0 ? null : <Badge tone="warn">To decide</Badge>}
          {lead.suppressed === null ? null : <Badge tone="bad">Suppressed</Badge>}
          {labels.map((label) => (
            <Badge key={label}>{label}</Badge>
          ))}
          {snoozedUntil === null ? null : (
            <span className="quiet small">
              back <Time at={snoozedUntil} />
            </span>
          )}
          {assignee === null ? null : (
            <span className="quiet small">
              {assignee === member ? (
                'yours'
              ) : (
                <>
                  with <Who is={assignee} />
                </>
              )}
            </span>
          )}
        </span>
      </Link>
    </li>
  );
}
