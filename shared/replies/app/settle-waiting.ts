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
 * A person has certainly asked to be left alone, and was suppressed for it: nobody needs to decide any more about what
 * they wrote before. What another lead wrote who is held with them waits on.
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
