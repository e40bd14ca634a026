import type { Clock } from '../../kernel/clock.ts';
import type { NewsletterQueue, SubscriptionStore } from './ports/newsletter.ts';

/** Queues what is due about subscriptions: reminders, mails whose message was lost, ends. Returns how many there were. */
export async function sweepSubscriptions({
  subscriptions,
  newsletterQueue,
  clock,
}: {
  readonly subscriptions: Pick<SubscriptionStore, 'overdue'>;
  readonly newsletterQueue: NewsletterQueue;
  readonly clock: Clock;
}): Promise<number> {
  const due = await subscriptions.overdue(clock.now());
  if (due.length > 0) await newsletterQueue.send(due.map((of) => ({ kind: 'subscription' as const, ...of })));
  return due.length;
}
