import * as z from 'zod';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand, flag, value } from '../command.ts';
import { connect } from '../context.ts';
import { limitField, moreHint } from '../paging.ts';
import { moment } from '../terminal/moment.ts';
import { renderTable } from '../terminal/table.ts';

export const notificationsList = defineCommand({
  name: 'notifications list',
  summary: 'What you were told, newest first',
  details: 'Without a subscription you are told nothing: "rex notifications subscribe" begins one.',
  examples: ['rex notifications list --unread'],
  input: z.strictObject({
    unread: flag('Only those that you have not read'),
    limit: limitField,
    cursor: value('CURSOR', z.string().optional(), 'Continue where another list ended'),
  }),
  async run(context, { unread, ...page }) {
    const query = { ...page, ...(unread && { unread: 'true' }) };
    const found = await call(await connect(context), notificationRoutes.listNotifications, { query });
    const table = renderTable(found.notifications, [
      { title: 'Notification', cell: ({ id }) => id },
      { title: 'Severity', cell: ({ severity }) => severity },
      { title: 'Read', cell: ({ readAt }) => (readAt === null ? 'no' : 'yes') },
      { title: 'What', cell: ({ title }) => title, maxWidth: 60 },
      { title: 'At', cell: ({ at }) => moment(at) },
      {
        title: 'Told by',
        cell: ({ deliveries }) => deliveries.map(({ channel, state }) => `${channel}: ${state}`).join(', '),
      },
    ]);
    const text = found.notifications.length === 0 ? 'No notifications.' : table + moreHint(found.cursor);
    return { json: found, text };
  },
});
