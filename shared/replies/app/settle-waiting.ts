import { RexError } from '../../kernel/errors.ts';
import type { Actor } from '../../kernel/events.ts';
import { readReplyId } from '../../leads/domain/hold.ts';
import type { Lead } from '../../leads/domain/lead.ts';
import { type SettleReplyDeps, settleReply } from './decide-reply.ts';

export interface WhySettled {
  readonly note: string;
  readonly actor: Actor;
  readonly correlationId: string;
}

/**
 * Settles the waiting replies of a person who was suppressed after a certain opt-out, because no decision about them is needed
 * any more. Replies of another lead who is held with this person still wait.
 */
export async function settleWaiting(deps: SettleReplyDeps, lead: Lead, why: WhySettled): Promise<void> {
  for (const id of lead.hold?.replies.toReversed() ?? []) {
    if (readReplyId(id).leadId !== lead.id) continue;
    try {
      await settleReply(deps, { ...why, workspace: lead.workspace, id, decision: 'suppress' });
    } catch (error) {
      // Somebody has decided about it at this moment, or it was erased.
      if (!(error instanceof RexError && (error.code === 'CONFLICT' || error.code === 'NOT_FOUND')))
        throw error;
    }
  }
}
