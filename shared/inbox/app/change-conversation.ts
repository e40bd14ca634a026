import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import type { Cause } from '../../kernel/events.ts';
import type { LeadStore } from '../../leads/app/ports/leads.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import {
  type Act,
  applyAct,
  type Conversation,
  changeOf,
  editionOf,
  leadOfConversation,
  MAX_LABELS,
  newConversation,
} from '../domain/conversation.ts';
import { conversationEvent } from '../domain/conversation-event.ts';
import type { ConversationStore } from './ports/conversations.ts';

export interface ChangeConversationDeps {
  readonly conversations: ConversationStore;
  readonly clock: Clock;
}

export interface ChangeConversation {
  readonly workspace: string;
  /** The public id of the conversation. */
  readonly id: string;
  readonly act: Act;
  /** The version that the member saw; any when it is left out. */
  readonly version?: number | undefined;
  readonly cause: Cause;
}

/**
 * Does something to a conversation. The same again changes nothing, whatever version it names.
 * @throws RexError NOT_FOUND; CONFLICT when it has changed since the version that the member saw; VALIDATION_FAILED
 */
export const changeConversation = (
  deps: ChangeConversationDeps,
  { workspace, id, act, version, cause }: ChangeConversation,
): Promise<Conversation> =>
  retryOnConflict(async () => {
    const known = await deps.conversations.get(workspace, leadOfConversation(id));
    if (!known) throw new RexError('NOT_FOUND', `There is no conversation ${id}.`);
    const now = deps.clock.now();
    if (act.act === 'snooze' && act.until <= now.toISOString()) {
      throw invalid('body.until', 'The time until which it is snoozed is over.', 'must be in the future');
    }
    const next = applyAct(known, act);
    if (next === known) return known;
    if (version !== undefined && version !== editionOf(known)) {
      throw new RexError('CONFLICT', 'The conversation has changed since; look at it again.', {
        fields: [{ path: 'body.version', message: `is ${editionOf(known)} now` }],
      });
    }
    if (next.labels.length > MAX_LABELS) {
      throw invalid('body.add', `A conversation has at most ${MAX_LABELS} labels.`, 'are too many');
    }
    return deps.conversations.save(known, next, [conversationEvent(next, changeOf(act), cause, now)]);
  });

const invalid = (path: string, sentence: string, message: string): RexError =>
  new RexError('VALIDATION_FAILED', sentence, { fields: [{ path, message }] });

export interface OpenConversationDeps extends ChangeConversationDeps {
  readonly leads: Pick<LeadStore, 'get'>;
}

/** Opens a conversation with a lead; one that is there already stays as it is. @throws RexError NOT_FOUND */
export const openConversation = (
  deps: OpenConversationDeps,
  {
    workspace,
    leadId,
    cause,
  }: { readonly workspace: string; readonly leadId: string; readonly cause: Cause },
): Promise<Conversation> =>
  retryOnConflict(async () => {
    const known = await deps.conversations.get(workspace, leadId);
    if (known) return known;
    if (!(await deps.leads.get(workspace, leadId)))
      throw new RexError('NOT_FOUND', `There is no lead ${leadId}.`);
    const now = deps.clock.now();
    const next = newConversation(workspace, leadId, now.toISOString());
    return deps.conversations.save(undefined, next, [conversationEvent(next, 'opened', cause, now)]);
  });
