import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoSendLedger } from './send-ledger.ts';
import { DynamoSendTimeStore } from './send-time-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const sendingStores = ({ records }: Pick<Tables, 'records'>) => ({
  ledger: new DynamoSendLedger(records),
  sendTimes: new DynamoSendTimeStore(records),
});
