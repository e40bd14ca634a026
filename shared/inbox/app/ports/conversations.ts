import type { RexEvent } from '../../../kernel/events.ts';
import type { ConversationState } from '../../contract/conversation.ts';
import type { Conversation } from '../../domain/conversation.ts';

export type CountsByState = Readonly<Record<ConversationState, number>>;

export interface ConversationStore {
  get(workspace: string, leadId: string): Promise<Conversation | undefined>;
  /**
   * Saves a conversation with its places in the index and its counts, all or nothing. `before` is what was read; without it
   * there must be none. Returns it as it is now.
   * @throws RexError VERSION_CONFLICT
   */
  save(
    before: Conversation | undefined,
    next: Conversation,
    events: readonly RexEvent[],
  ): Promise<Conversation>;
  /** Conversations in a state, the latest first; with a facet, those that have it. The index follows by moments. */
  list(
    workspace: string,
    asked: {
      readonly state: ConversationState;
      readonly facet: string | undefined;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Promise<{ conversations: Conversation[]; cursor: string | null }>;
  /** The place in the list of its state behind a conversation, where a list goes on. */
  cursorBehind(conversation: Conversation): string;
  counts(
    workspace: string,
  ): Promise<{ readonly all: CountsByState; readonly byAssignee: ReadonlyMap<string, CountsByState> }>;
  labels(workspace: string): Promise<{ label: string; counts: CountsByState }[]>;
  /** Snoozed ones whose time is over. */
  overdue(now: Date): Promise<{ workspace: string; leadId: string }[]>;
}
