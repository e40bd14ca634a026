import type { Tables } from '../../platform/adapters/dynamodb/table.ts';
import { DynamoRiskEvidenceStore } from './risk-evidence-store.ts';

/** The store of this context, by the name under which use cases ask for it. */
export const riskStores = ({ records }: Pick<Tables, 'records'>) => ({
  riskEvidence: new DynamoRiskEvidenceStore(records),
});
