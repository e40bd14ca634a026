import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoApprovalStore } from './approval-store.ts';

/** The stores of this context, by the names under which use cases ask for them. */
export const approvalStores = ({ records, events }: Tables) => ({
  approvals: new DynamoApprovalStore(records, events),
});
