import type { Clock } from '../../kernel/clock.ts';
import { equalInConstantTime } from '../../kernel/hash.ts';
import { retryOnConflict } from '../../platform/retry-on-conflict.ts';
import { readConfirmToken } from '../domain/links.ts';
import type { Newsletter } from '../domain/newsletter.ts';
import { confirmed, type Subscription, subscriberEvent } from '../domain/subscription.ts';
import type { NewsletterStore, SubscriptionStore } from './ports/newsletter.ts';

export interface ConfirmDeps {
  readonly newsletters: Pick<NewsletterStore, 'get'>;
  readonly subscriptions: SubscriptionStore;
  readonly clock: Clock;
}

interface Found {
  readonly newsletter: Newsletter;
  readonly subscription: Subscription;
  readonly hash: string;
  /** It was confirmed by this very link. */
  readonly isDone: boolean;
}

/** What a link to confirm is about; undefined for one that is unknown, was replaced, or is too old. */
export async function findConfirmation(deps: ConfirmDeps, token: string): Promise<Found | undefined> {
  const read = readConfirmToken(token);
  if (!read) return undefined;
  const { subscriber, hash } = read;
  const [newsletter, subscription] = await Promise.all([
    deps.newsletters.get(subscriber.workspace, subscriber.newsletter),
    deps.subscriptions.get(subscriber),
  ]);
  if (!newsletter || !subscription) return undefined;
  const isDone =
    subscription.state === 'confirmed' &&
    subscription.usedToken !== undefined &&
    equalInConstantTime(subscription.usedToken, hash);
  const now = deps.clock.now().toISOString();
  const isOpen =
    subscription.state === 'pending' &&
    subscription.tokens.some((each) => each.until > now && equalInConstantTime(each.hash, hash));
  return isDone || isOpen ? { newsletter, subscription, hash, isDone } : undefined;
}

/**
 * Confirms a subscription by its link, which works once: a second click of the same link changes nothing.
 * @returns the newsletter; undefined when the link does not work
 */
export const confirmSubscription = (
  deps: ConfirmDeps,
  token: string,
  from: string | undefined,
  correlationId: string,
): Promise<Newsletter | undefined> =>
  retryOnConflict(async () => {
    const found = await findConfirmation(deps, token);
    if (!found) return undefined;
    const { newsletter, subscription, hash, isDone } = found;
    if (isDone) return newsletter;
    const now = deps.clock.now();
    const next = confirmed(subscription, hash, from, now);
    const actor = { kind: 'recipient', id: 'link' } as const;
    await deps.subscriptions.save(next, [subscriberEvent(next, 'link', actor, correlationId, now)]);
    return newsletter;
  });
