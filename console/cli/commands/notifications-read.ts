import * as z from 'zod';
import { notificationRoutes } from '../../../shared/notifications/contract/routes.ts';
import { call } from '../api-client.ts';
import { defineCommand } from '../command.ts';
import { connect } from '../context.ts';
import { noticeField } from '../id-fields.ts';

export const notificationsRead = defineCommand({
  name: 'notifications read',
  summary: 'Mark a notification as read, or all of yours',
  examples: ['rex notifications read', 'rex notifications read n_01jd8w5gk3q4v6x8z0a2c4e6g8'],
  positionals: ['notification'],
  input: z.strictObject({ notification: noticeField }),
  async run(context, { notification: id }) {
    const connection = await connect(context);
    if (id === undefined) {
      const { read } = await call(connection, notificationRoutes.readAllNotifications, {});
      return { json: { read }, text: `${read} marked as read.` };
    }
    const notice = await call(connection, notificationRoutes.readNotification, { params: { id } });
    return { json: notice, text: `${notice.title}\n\n${notice.message}` };
  },
});
