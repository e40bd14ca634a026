import * as z from 'zod';
import { instantSchema, ROLES } from '../../kernel/contract/common.ts';
import type { RexEvent } from '../../kernel/events.ts';
import type { NotificationMessage } from '../contract/messages.ts';
import { CHANNELS } from '../contract/notifications.ts';

/** What an event asks people, whatever it is about. */
const asksSchema = z.object({
  title: z.string(),
  asks: z.object({
    says: z.string(),
    of: z.array(z.string()),
    otherwise: z.array(z.enum(ROLES)),
    since: instantSchema,
  }),
});

/** What people may have to be told of these events. */
export function notificationMessages(events: readonly RexEvent[]): NotificationMessage[] {
  const messages = events.flatMap(({ name, workspace, aggregate: { id }, data }): NotificationMessage[] => {
    const refusedAt = name.startsWith('connection.') ? data['refusedAt'] : undefined;
    if (typeof refusedAt === 'string')
      return [{ kind: 'connection', workspace, connectionId: id, refusedAt }];
    if (name === 'alert.raised' || name === 'alert.repeated')
      return [{ kind: 'alert', workspace, alertId: id }];
    if (name === 'approval.requested') return [{ kind: 'request', workspace, approvalId: id }];
    return 'asks' in data ? asked(workspace, id, data) : [];
  });
  // A cause that is found many times at once is looked at once.
  return [...new Map(messages.map((message) => [JSON.stringify(message), message])).values()];
}

/** Asked again, as the work changes, it is the same matter: nobody is told twice. */
function asked(workspace: string, about: string, data: unknown): NotificationMessage[] {
  const { data: known } = asksSchema.safeParse(data);
  if (!known) return [];
  const { says, of, otherwise, since } = known.asks;
  return [
    {
      kind: 'write',
      workspace,
      about,
      at: since,
      severity: 'warning',
      title: `Waits for you: ${known.title}`,
      message: says,
      to: of,
      otherwise,
      channels: [...CHANNELS],
    },
  ];
}
