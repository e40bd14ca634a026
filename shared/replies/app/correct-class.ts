import type { Clock } from '../../kernel/clock.ts';
import { RexError } from '../../kernel/errors.ts';
import { type Cause, newEvent } from '../../kernel/events.ts';
import { readReplyId } from '../../leads/domain/hold.ts';
import type { Reply } from '../../leads/domain/inbound-message.ts';
import type { ReplyClass } from '../../mail/contract/reply-class.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { replyEvents } from '../contract/events.ts';
import { correctedReading } from '../domain/class-correction.ts';
import { textKeyOf } from '../domain/text-key.ts';
import type { Inbox } from './ports/inbox.ts';
import type { ReplyStore } from './ports/replies.ts';

export interface CorrectClassDeps {
  readonly replies: ReplyStore;
  readonly inbox: Inbox;
  readonly clock: Clock;
}

export interface CorrectClass {
  readonly workspace: string;
  /** The public id of the reply. */
  readonly id: string;
  readonly class: ReplyClass;
  readonly cause: Cause;
}

/**
 * Corrects the class of a reply, and stores what is learned from it in the same transaction: the same words are read so in this
 * workspace from then on. Holds, decisions and suppressions stay as they are. The same again changes nothing.
 * @throws RexError NOT_FOUND
 */
export async function correctClass(
  deps: CorrectClassDeps,
  { workspace, id, class: corrected, cause }: CorrectClass,
): Promise<void> {
  const { leadId, messageId } = readReplyId(id);
  await retryOnConflict(async () => {
    const reply = await deps.replies.get(workspace, leadId, messageId);
    if (!reply) throw new RexError('NOT_FOUND', `There is no reply ${id}.`);
    if (reply.reading?.by === 'person' && reply.reading.class === corrected) return;
    const now = deps.clock.now();
    const said = { class: corrected, by: cause.actor.id, at: now.toISOString() };
    const key = textKeyOf(reply.text);
    const next: Reply = { ...reply, reading: correctedReading(reply.reading, said) };
    const told = newEvent(
      replyEvents,
      'reply.class-corrected',
      {
        about: id,
        sequence: reply.version + 1,
        workspace,
        correlationId: cause.correlationId,
        actor: cause.actor,
        data: { leadId, class: corrected, was: reply.reading?.class ?? null },
      },
      now,
    );
    await deps.replies.correct(next, key === undefined ? undefined : { workspace, key, reply: id, ...said }, [
      told,
    ]);
  });
  await deps.inbox.classed({ workspace, leadId, messageId, class: corrected, cause });
}
