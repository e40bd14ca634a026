import type { Clock } from '../../kernel/clock.ts';
import type { Cause } from '../../kernel/events.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import type { Subscriber } from '../domain/links.ts';
import { left, subscriberEvent } from '../domain/subscription.ts';
import type { CopyStore } from './ports/issues.ts';
import type { SubscriptionStore } from './ports/newsletter.ts';

export interface LeaveDeps {
  readonly subscriptions: SubscriptionStore;
  readonly copies: Pick<CopyStore, 'latest' | 'change' | 'forget'>;
  readonly clock: Clock;
}

/**
 * Unsubscribes a person from one newsletter, by their link or by a member. Of somebody who only asked for it, or is to be forgotten,
 * nothing is kept. The last issue that they got counts who left by their link. Again is fine, and so is somebody who is not known.
 */
export const leaveNewsletter = (
  { subscriptions, copies, clock }: LeaveDeps,
  of: Subscriber,
  how: 'link' | 'member' | 'forget',
  { actor, correlationId }: Cause,
): Promise<void> =>
  retryOnConflict(async () => {
    const known = await subscriptions.get(of);
    if (!known) return;
    if (how === 'forget') {
      await copies.forget(of);
      return subscriptions.delete(known);
    }
    if (known.state === 'unsubscribed' || known.state === 'complained') return;
    if (known.state === 'pending' && known.unsubscribedAt === undefined) return subscriptions.delete(known);
    const now = clock.now();
    const last = how === 'link' ? await copies.latest(of) : undefined;
    // First: a death in between finds it written, and does the rest.
    if (last && last.leftAt === undefined && last.claimedAt >= known.since)
      await copies.change(last, { ...last, leftAt: now.toISOString() });
    const next = left(known, now);
    await subscriptions.save(next, [subscriberEvent(next, how, actor, correlationId, now)]);
  });
