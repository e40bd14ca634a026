import type { RexEvent } from '../../kernel/events.ts';
import type { Subscription } from '../../live/app/ports/realtime.ts';
import type { WebhookMessage } from '../contract/messages.ts';
import { wants } from '../domain/endpoint.ts';

/** What the endpoints of a workspace are to be told of these events. */
export const webhookMessages = (
  subscriptions: readonly Subscription[],
  events: readonly RexEvent[],
): WebhookMessage[] =>
  events.flatMap((event) =>
    subscriptions
      .filter((subscription) => wants(subscription.events, event.name))
      .map(({ endpointId }) => ({ kind: 'event', workspace: event.workspace, endpointId, event })),
  );
