import type { RecordTable } from '../../platform/adapters/dynamodb/table.ts';
import type { RiskEvidenceStore } from '../app/ports/risk-evidence.ts';
import { type RiskEvidenceRecord, riskEvidenceSchema } from '../domain/risk-evidence.ts';
import { riskEvidenceKey } from './keys.ts';

export class DynamoRiskEvidenceStore implements RiskEvidenceStore {
  private readonly records: RecordTable;

  constructor(records: RecordTable) {
    this.records = records;
  }

  get(workspace: string): Promise<RiskEvidenceRecord | undefined> {
    return this.records.get(riskEvidenceKey(workspace), riskEvidenceSchema);
  }

  save(evidence: RiskEvidenceRecord, expected: 'absent' | 'version'): Promise<void> {
    const key = riskEvidenceKey(evidence.workspace);
    return expected === 'absent'
      ? this.records.put(key, evidence, 'absent')
      : this.records.put(key, { ...evidence, version: evidence.version + 1 }, { version: evidence.version });
  }
}
