import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoCopyStore } from './copy-store.ts';
import { DynamoIssueStore } from './issue-store.ts';
import { DynamoNewsletterStore } from './newsletter-store.ts';
import { DynamoSubscriptionStore } from './subscription-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const newsletterStores = ({ records, events }: Tables) => ({
  newsletters: new DynamoNewsletterStore(records, events),
  subscriptions: new DynamoSubscriptionStore(records, events),
  issues: new DynamoIssueStore(records, events),
  copies: new DynamoCopyStore(records),
});
