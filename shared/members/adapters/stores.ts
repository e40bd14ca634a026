import type { Clock } from '../../kernel/clock.ts';
import type { RecordTable, Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoMembershipStore } from './membership-store.ts';
import { RememberedMemberships } from './remembered-memberships.ts';
import { apiKeyStore, invitationStore } from './secret-stores.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const memberStores = (tables: Tables) => ({
  memberships: new DynamoMembershipStore(tables),
  teamInvitations: invitationStore(tables),
  apiKeys: apiKeyStore(tables),
});

/** What the authorizer reads with every request. It writes no events, so it is not told of their table. */
export const identityStores = (records: RecordTable, clock: Clock) => {
  const tables = { records, events: records };
  return {
    memberships: new RememberedMemberships(new DynamoMembershipStore(tables), clock),
    apiKeys: apiKeyStore(tables),
  };
};
