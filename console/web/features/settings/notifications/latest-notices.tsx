import type { NoticeView } from '../../../../../shared/notifications/contract/notifications.ts';
import { notificationRoutes } from '../../../../../shared/notifications/contract/routes.ts';
import { useCommand, usePages } from '../../../api/hooks.ts';
import { State, wordsOf } from '../../../ui/badge.tsx';
import { Button } from '../../../ui/button.tsx';
import { Card } from '../../../ui/card.tsx';
import { Empty, Problem } from '../../../ui/notice.tsx';
import { Paged } from '../../../ui/paged.tsx';
import { type Column, Table } from '../../../ui/table.tsx';
import { Time } from '../../../ui/time.tsx';

const columns: readonly Column<NoticeView>[] = [
  {
    header: 'Told',
    width: '3fr',
    cell: ({ title, readAt }) => (readAt === null ? <strong>{title}</strong> : title),
  },
  { header: 'Severity', width: '6rem', cell: ({ severity }) => <State of={severity} /> },
  {
    header: 'By',
    width: '2fr',
    wide: true,
    cell: ({ deliveries }) =>
      deliveries.map(({ channel, state }) => `${wordsOf(channel)}: ${wordsOf(state)}`).join(', ') || 'Here',
  },
  { header: 'When', width: '8rem', align: 'end', cell: ({ at }) => <Time at={at} /> },
];

export function LatestNotices() {
  const notices = usePages(
    notificationRoutes.listNotifications,
    { query: { limit: 50 } },
    ({ notifications }) => notifications,
  );
  const readAll = useCommand(notificationRoutes.readAllNotifications);
  const hasUnread = notices.rows.some(({ readAt }) => readAt === null);
  return (
    <Card
      title="What you were told"
      flush
      actions={
        hasUnread ? (
          <Button small busy={readAll.isPending} onClick={() => readAll.mutate({})}>
            Mark all as read
          </Button>
        ) : undefined
      }
    >
      {readAll.error ? <Problem error={readAll.error} /> : null}
      <Paged
        pages={notices}
        empty={<Empty title="Nothing yet">Alerts and approvals of your subscription appear here.</Empty>}
      >
        <Table
          label="Notifications"
          columns={columns}
          rows={notices.rows}
          keyOf={({ id }) => id}
          more={notices.more}
          hasMore={notices.hasMore}
        />
      </Paged>
    </Card>
  );
}
