import type { Clock } from '../../kernel/clock.ts';
import type { Actor } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Inbox } from '../../replies/app/ports/inbox.ts';
import { applyAct, type Conversation, hear, newConversation } from '../domain/conversation.ts';
import { conversationEvent } from '../domain/conversation-event.ts';
import type { ConversationStore } from './ports/conversations.ts';

export interface RecordReceivedDeps {
  readonly conversations: ConversationStore;
  readonly clock: Clock;
}

const RECIPIENT: Actor = { kind: 'recipient', id: 'inbound' };

/** Keeps the conversations up with what people write. */
export const inboxOf = ({ conversations, clock }: RecordReceivedDeps): Inbox => ({
  find: async (workspace, leadId) => {
    let found: { readonly before: Conversation | undefined } | undefined = {
      before: await conversations.get(workspace, leadId),
    };
    return {
      received: (message, needsAPerson) =>
        retryOnConflict(async () => {
          const { before } = found ?? { before: await conversations.get(workspace, leadId) };
          found = undefined;
          const known = before ?? newConversation(workspace, leadId, message.receivedAt);
          const next = hear(known, { ...message, class: message.reading?.class }, needsAPerson);
          if (next === known) return;
          const cause = { actor: RECIPIENT, correlationId: message.id };
          await conversations.save(before, next, [conversationEvent(next, 'received', cause, clock.now())]);
        }),
    };
  },
  classed: ({ workspace, leadId, messageId, class: corrected, cause }) =>
    retryOnConflict(async () => {
      const known = await conversations.get(workspace, leadId);
      const next = known && applyAct(known, { act: 'class', messageId, class: corrected });
      if (!next || next === known) return;
      await conversations.save(known, next, [conversationEvent(next, 'classed', cause, clock.now())]);
    }),
});
