import type { Clock } from '../../kernel/clock.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { SystemFeedback } from '../../sending/app/record-feedback.ts';
import type { Feedback } from '../../sending/domain/send.ts';
import type { Member } from '../domain/member.ts';
import { type Delivery, deliveryBy, withDelivery } from '../domain/notice.ts';
import { readNoticeTags } from '../domain/notice-tags.ts';
import type { MemberStore, NoticeStore } from './ports/notifications.ts';

export interface NoticeFeedbackDeps {
  readonly notices: Pick<NoticeStore, 'get' | 'save'>;
  readonly members: Pick<MemberStore, 'get' | 'save'>;
  readonly clock: Clock;
}

/**
 * What a provider says of a mail to a member. It settles a delivery of which nobody was told; a mail that came back is one that
 * failed, and the member reads why. Repeats and any order are harmless, and so is mail that is none of ours.
 */
export async function recordNoticeFeedback(
  deps: NoticeFeedbackDeps,
  { tags, to, feedback }: SystemFeedback,
): Promise<void> {
  const ref = readNoticeTags(tags);
  if (!ref) return;
  const trouble = troubleOf(feedback);
  if (trouble)
    await retryOnConflict(async () => {
      const member = await deps.members.get(ref.workspace, ref.subject);
      // An event may come long after its mail: the address may be another one by now.
      if (!member || member.mailTrouble || member.email?.toLowerCase() !== to.toLowerCase()) return;
      await deps.members.save({ ...member, mailTrouble: trouble }, 'version');
    });
  await retryOnConflict(async () => {
    const notice = await deps.notices.get(ref);
    const known = notice && deliveryBy(notice, 'email');
    const next = known && told(known, feedback);
    if (next) await deps.notices.save(withDelivery(notice, next));
  });
}

/** What stops mail to the address. */
function troubleOf(feedback: Feedback): Member['mailTrouble'] {
  const { kind, at } = feedback;
  if (kind === 'complained') return { kind, at };
  return kind === 'bounced' && feedback.permanent ? { kind, at, reason: feedback.diagnostic } : undefined;
}

/** The delivery after it; undefined when that says nothing new. */
function told(known: Delivery, feedback: Feedback): Delivery | undefined {
  const { channel, tries, state } = known;
  if (feedback.kind === 'bounced' || feedback.kind === 'rejected') {
    const why = feedback.kind === 'bounced' ? `It came back: ${feedback.diagnostic}` : feedback.reason;
    return state === 'failed' ? undefined : { channel, tries, state: 'failed', reason: why };
  }
  const arrived = feedback.kind === 'sent' || feedback.kind === 'delivered';
  if (!arrived || (state !== 'claimed' && state !== 'unknown')) return undefined;
  const { providerMessageId: providerId } = feedback;
  return { channel, tries, state: 'sent', ...(providerId === undefined ? {} : { providerId }) };
}
