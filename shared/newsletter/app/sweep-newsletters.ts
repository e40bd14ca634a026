import type { Clock } from '../../kernel/clock.ts';
import type { IssueStore } from './ports/issues.ts';
import type { NewsletterQueue, SubscriptionStore } from './ports/newsletter.ts';

/** Queues what is due: reminders, mails whose message was lost, ends of subscriptions; and issues that go on. Returns how many. */
export async function sweepNewsletters({
  subscriptions,
  issues,
  newsletterQueue,
  clock,
}: {
  readonly subscriptions: Pick<SubscriptionStore, 'overdue'>;
  readonly issues: Pick<IssueStore, 'overdue'>;
  readonly newsletterQueue: NewsletterQueue;
  readonly clock: Clock;
}): Promise<number> {
  const now = clock.now();
  const [asked, begun] = await Promise.all([subscriptions.overdue(now), issues.overdue(now)]);
  const due = [
    ...begun.map((ref) => ({ kind: 'issue' as const, ...ref })),
    ...asked.map((of) => ({ kind: 'subscription' as const, ...of })),
  ];
  if (due.length > 0) await newsletterQueue.send(due);
  return due.length;
}
