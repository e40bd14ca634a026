import { tryAll } from '../../kernel/concurrency.ts';
import { REX } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { applyAct } from '../domain/conversation.ts';
import { conversationEvent } from '../domain/conversation-event.ts';
import type { ChangeConversationDeps } from './change-conversation.ts';

/** Opens the conversations that were snoozed until now. Returns how many there were. */
export async function returnSnoozed(deps: ChangeConversationDeps): Promise<number> {
  const now = deps.clock.now();
  const overdue = await deps.conversations.overdue(now);
  await tryAll(overdue, ({ workspace, leadId }) =>
    retryOnConflict(async () => {
      const known = await deps.conversations.get(workspace, leadId);
      // The index follows by moments: somebody may have opened it, or snoozed it for longer.
      if (!known || (known.snoozedUntil ?? '') > now.toISOString()) return;
      const next = applyAct(known, { act: 'return' });
      if (next === known) return;
      const cause = { actor: REX, correlationId: leadId };
      await deps.conversations.save(known, next, [conversationEvent(next, 'returned', cause, now)]);
    }),
  );
  return overdue.length;
}
