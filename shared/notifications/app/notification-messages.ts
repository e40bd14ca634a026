import type { RexEvent } from '../../kernel/events.ts';
import type { NotificationMessage } from '../contract/messages.ts';

/** What people may have to be told of these events. */
export function notificationMessages(events: readonly RexEvent[]): NotificationMessage[] {
  const messages = events.flatMap(({ name, workspace, aggregate: { id }, data }): NotificationMessage[] => {
    const refusedAt = name.startsWith('connection.') ? data['refusedAt'] : undefined;
    if (typeof refusedAt === 'string')
      return [{ kind: 'connection', workspace, connectionId: id, refusedAt }];
    if (name === 'alert.raised' || name === 'alert.repeated')
      return [{ kind: 'alert', workspace, alertId: id }];
    return name === 'approval.requested' ? [{ kind: 'request', workspace, approvalId: id }] : [];
  });
  // A cause that is found many times at once is looked at once.
  return [...new Map(messages.map((message) => [JSON.stringify(message), message])).values()];
}
