import type { RexEvent } from '../../../kernel/events.ts';
import type { Queue } from '../../../platform/ports/queues.ts';
import type { NewsletterMessage } from '../../contract/messages.ts';
import type { SubscriptionState } from '../../contract/newsletter.ts';
import type { Subscriber } from '../../domain/links.ts';
import type { Newsletter } from '../../domain/newsletter.ts';
import type { Subscription } from '../../domain/subscription.ts';

export type NewsletterQueue = Queue<NewsletterMessage>;

export interface NewsletterStore {
  list(workspace: string): Promise<Newsletter[]>;
  get(workspace: string, id: string): Promise<Newsletter | undefined>;
  /** As it is to be: of version 1 where there is none, else one more than what was read. @throws RexError VERSION_CONFLICT */
  put(newsletter: Newsletter, events: readonly RexEvent[]): Promise<void>;
}

export interface SubscriptionStore {
  get(of: Subscriber): Promise<Subscription | undefined>;
  /** Saves the next version: the first one where the version is 0. @throws RexError VERSION_CONFLICT */
  save(subscription: Subscription, events: readonly RexEvent[]): Promise<Subscription>;
  /** @throws RexError VERSION_CONFLICT */
  delete(subscription: Subscription): Promise<void>;
  /** Those in a state, by the time since when, the latest first; the index follows by moments. */
  list(
    workspace: string,
    asked: {
      readonly newsletter: string;
      readonly state: SubscriptionState;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Promise<{ subscriptions: Subscription[]; cursor: string | null }>;
  /** The same of the confirmed ones, from the earliest on, who were so at `asOf`. A cursor is good for ever. */
  confirmedBy(
    workspace: string,
    asked: {
      readonly newsletter: string;
      readonly asOf: string;
      readonly limit: number;
      readonly cursor?: string | undefined;
    },
  ): Promise<{ subscriptions: Subscription[]; cursor: string | null }>;
  ofLead(workspace: string, leadId: string): Promise<Subscription[]>;
  /** Of all workspaces. */
  overdue(now: Date): Promise<Subscriber[]>;
  /** Counts one use of a form from somewhere; false when there were too many in this hour. */
  mayAsk(workspace: string, from: string, now: Date): Promise<boolean>;
}
