import { Link } from '@tanstack/react-router';
import { ArrowLeft } from 'lucide-react';
import { type ConversationMessageView, inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { usePages } from '../../api/hooks.ts';
import { Badge } from '../../ui/badge.tsx';
import { Button, buttonClass } from '../../ui/button.tsx';
import { Card } from '../../ui/card.tsx';
import { Loading, Notice, Problem } from '../../ui/notice.tsx';
import { AnswerBox } from './answer-box.tsx';
import styles from './conversation.module.css';
import { ConversationActions } from './conversation-actions.tsx';
import { Labels } from './labels.tsx';
import { Message } from './message.tsx';

/** The person may know of it. */
const MAY_HAVE_GONE = ['claimed', 'unknown', 'sent', 'delivered', 'bounced', 'complained'];
const latestAnswer = (messages: readonly ConversationMessageView[]): string | undefined =>
  messages.findLast(({ type, state }) => type === 'answer' && MAY_HAVE_GONE.includes(state ?? ''))?.id;

/** One conversation: what was said on all channels, what Rex understood, and the answer. */
export function Conversation({ id }: { readonly id: string }) {
  const request = { params: { id }, query: { limit: 30 } };
  const pages = usePages(inboxRoutes.getConversation, request, (page) => [page]);
  const conversation = pages.rows[0]?.conversation;
  if (pages.error && conversation === undefined) return <Problem error={pages.error} retry={pages.retry} />;
  if (conversation === undefined) return <Loading lines={6} />;
  const messages = pages.rows.toReversed().flatMap((page) => page.messages);
  const decided = messages
    .filter(({ type }) => type === 'decision')
    .map((each) => each.id.replace(/\.decision$/, ''));
  const { lead, state } = conversation;
  return (
    <Card
      title={
        <span className={styles.who}>
          <Link
            to="/inbox"
            search={(old: object) => old as never}
            className={`${styles.back} ${buttonClass('quiet', true)}`}
            aria-label="All conversations"
          >
            <ArrowLeft aria-hidden />
          </Link>
          <Link to="/leads/$id" params={{ id: lead.id } as never}>
            {lead.name ?? lead.email ?? lead.id}
          </Link>
          {lead.name === null || lead.email === null ? null : (
            <span className="quiet small">{lead.email}</span>
          )}
        </span>
      }
      actions={<ConversationActions conversation={conversation} />}
    >
      <div className="stack">
        <div className="row">
          {state === 'open' ? null : <Badge tone={state === 'done' ? 'neutral' : 'info'}>{state}</Badge>}
          <Labels conversation={conversation} />
        </div>
        {lead.suppressed === null ? null : (
          <Notice tone="bad">This person must not be contacted: {lead.suppressed}.</Notice>
        )}
        {pages.hasMore ? (
          <div>
            <Button small busy={pages.isFetchingMore} onClick={pages.more}>
              Earlier messages
            </Button>
          </div>
        ) : null}
        <ol className={styles.messages} aria-label="Messages">
          {messages.map((message) => (
            <Message
              key={message.id}
              of={message}
              hasReading={lead.waiting.includes(message.id) || decided.includes(message.id)}
            />
          ))}
        </ol>
        <AnswerBox conversation={conversation} after={latestAnswer(messages)} />
      </div>
    </Card>
  );
}
