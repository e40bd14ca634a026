import { useNavigate } from '@tanstack/react-router';
import { useCallback, useMemo } from 'react';
import { CONVERSATION_STATES } from '../../../../shared/inbox/contract/conversation.ts';
import { inboxRoutes } from '../../../../shared/inbox/contract/routes.ts';
import { REPLY_CLASSES } from '../../../../shared/mail/contract/reply-class.ts';
import { useApi } from '../../api/hooks.ts';
import { usePathPart } from '../../app/address.ts';
import { wordsOf } from '../../ui/badge.tsx';
import { CopyAs } from '../../ui/copy-as.tsx';
import { Filter, Filters } from '../../ui/filters.tsx';
import { Empty } from '../../ui/notice.tsx';
import { Page as PageFrame } from '../../ui/page.tsx';
import { Tabs } from '../../ui/tabs.tsx';
import { Conversation } from './conversation.tsx';
import { ConversationList } from './conversation-list.tsx';
import styles from './page.module.css';
import { useConversations } from './use-conversations.ts';
import { useFilters } from './use-filters.ts';
import { useKeys } from './use-keys.ts';

/** Conversations with people, and the one that is open beside them. */
export function Page() {
  const id = usePathPart('id');
  const navigate = useNavigate();
  const conversations = useConversations();
  const ids = useMemo(() => conversations.rows.map((each) => each.id), [conversations.rows]);
  const go = useCallback(
    (next: string) =>
      void navigate({ to: '/inbox/$id', params: { id: next }, search: (old: object) => old } as never),
    [navigate],
  );
  useKeys(ids, id, go);
  const isEmpty = conversations.rows.length === 0 && !conversations.isLoading;
  return (
    <PageFrame
      title="Inbox"
      about="j and k go from one conversation to the next."
      actions={
        <CopyAs
          route={inboxRoutes.listConversations}
          request={{ query: conversations.query }}
          command={id === '' ? `rex inbox list --state ${conversations.query.state}` : `rex inbox show ${id}`}
        />
      }
    >
      <Choice />
      <div className={`${styles.panes} ${id === '' ? (isEmpty ? styles.alone : '') : styles.open}`}>
        <div className={styles.list}>
          <ConversationList conversations={conversations} current={id} />
        </div>
        <div className={styles.detail}>
          {id === '' && conversations.rows.length === 0 ? null : id === '' ? (
            <Empty title="No conversation is open">Choose one, or press j for the first.</Empty>
          ) : (
            <Conversation key={id} id={id} />
          )}
        </div>
      </div>
    </PageFrame>
  );
}

/** Which conversations are listed. */
function Choice() {
  const { state, assignee, label, wants, change } = useFilters();
  const counts = useApi(inboxRoutes.countConversations, {});
  const labels = useApi(inboxRoutes.listConversationLabels, {});
  const numbers = counts.data?.[assignee === 'me' ? 'mine' : (assignee ?? 'all')];
  return (
    <>
      <Tabs
        label="States of conversations"
        parameter="state"
        current={state}
        tabs={CONVERSATION_STATES.map((each) => ({
          id: each,
          label: wordsOf(each),
          ...(numbers === undefined ? {} : { count: numbers[each] }),
        }))}
      />
      <Filters>
        <Filter
          label="Cared for by"
          value={assignee}
          options={[
            ['me', 'Me'],
            ['nobody', 'Nobody'],
          ]}
          onChange={(value) => change({ of: value })}
        />
        <Filter
          label="Understood as"
          value={wants}
          options={REPLY_CLASSES.map((each) => [each, wordsOf(each)])}
          onChange={(value) => change({ class: value })}
        />
        {labels.data === undefined || labels.data.labels.length === 0 ? null : (
          <Filter
            label="Label"
            value={label}
            options={labels.data.labels.map((each) => [each.label, `${each.label} (${each.counts[state]})`])}
            onChange={(value) => change({ label: value })}
          />
        )}
      </Filters>
    </>
  );
}
