import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoProviderSyncStore } from './provider-sync-store.ts';
import { DynamoSendLedger } from './send-ledger.ts';
import { DynamoSendTimeStore } from './send-time-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const sendingStores = ({ records }: Pick<Tables, 'records'>) => ({
  ledger: new DynamoSendLedger(records),
  syncs: new DynamoProviderSyncStore(records),
  sendTimes: new DynamoSendTimeStore(records),
});
