import { handleNotification } from '../../../shared/notifications/app/handle-notification.ts';
import { notificationQueues } from '../../../shared/notifications/contract/messages.ts';
import { queueHandler } from '../../../shared/platform/runtime/queue.ts';
import { container } from './container.ts';

const deps = await container();

export const handler = queueHandler(notificationQueues.notifications.message, (message) =>
  handleNotification(deps, message),
);
