import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoDomainRegistry } from './domain-registry.ts';
import { DynamoPoolStore } from './pool-store.ts';
import { DynamoProviderDayStore } from './provider-day-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const domainStores = ({ records, events }: Tables) => ({
  domains: new DynamoDomainRegistry(records, events),
  pools: new DynamoPoolStore(records, events),
});

/** Apart, since few functions look at what a provider of e-mail counts. */
export const providerDayStores = ({ records }: Pick<Tables, 'records'>) => ({
  providerDays: new DynamoProviderDayStore(records),
});
