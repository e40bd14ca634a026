import { type Cause, newEvent, type RexEvent } from '../../kernel/events.ts';
import type { ConversationChange } from '../contract/conversation.ts';
import { inboxEvents } from '../contract/events.ts';
import { type Conversation, conversationIdOf } from './conversation.ts';

/** An event about a conversation that is about to be saved: its sequence is the version that it gets. */
export function conversationEvent(
  next: Conversation,
  change: ConversationChange,
  { actor, correlationId }: Cause,
  now: Date,
): RexEvent {
  const { workspace, leadId, version, state, assignee, labels, snoozedUntil } = next;
  return newEvent(
    inboxEvents,
    'conversation.changed',
    {
      about: conversationIdOf(leadId),
      sequence: version + 1,
      workspace,
      correlationId,
      actor,
      data: {
        change,
        leadId,
        state,
        assignee: assignee ?? null,
        labels,
        class: next.class ?? null,
        snoozedUntil: snoozedUntil ?? null,
      },
    },
    now,
  );
}
